@echo off
rem Starts epostadm on Windows. In a checkout, builds it first where it is missing.
rem Needs a JDK or JRE 25 or later; EPOSTADM_JAVA_HOME names one, EPOSTADM_JAVA_OPTS adds options for it.
setlocal DisableDelayedExpansion
set "ROOT=%~dp0.."
set "JAVA="

if defined EPOSTADM_JAVA_HOME call :accept "%EPOSTADM_JAVA_HOME%"
if defined EPOSTADM_JAVA_HOME if not defined JAVA (
  echo epostadm: EPOSTADM_JAVA_HOME: no Java 25 or later there 1>&2
  exit /b 70
)
if not defined JAVA if defined JAVA_HOME call :accept "%JAVA_HOME%"
if not defined JAVA for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :accept "%%~dp$PATH:J.."
if not defined JAVA for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\BellSoft\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*") do if not defined JAVA call :accept "%%~D"
if not defined JAVA (
  echo epostadm: no Java 25 or later found; install a JDK 25, or set EPOSTADM_JAVA_HOME to the directory of one 1>&2
  exit /b 70
)

if exist "%ROOT%\cli\pom.xml" goto checkout
set "TARGET=%ROOT%\lib"
if not exist "%TARGET%\epostadm.jar" set "TARGET=%ROOT%\bin"
if exist "%TARGET%\epostadm.jar" goto run
echo epostadm: %ROOT%: neither lib\epostadm.jar nor a checkout of the sources 1>&2
exit /b 70

:checkout
for %%T in ("%ROOT%\cli\target") do set "TARGET=%%~fT"
set "STALE="
if not exist "%TARGET%\epostadm.jar" set "STALE=yes"
if not exist "%TARGET%\epostadm.built" set "STALE=yes"
if not defined STALE for /f "delims=" %%S in ('powershell -NoProfile -Command "$b=(Get-Item -LiteralPath $env:TARGET\epostadm.built).LastWriteTime; Get-ChildItem -Recurse -LiteralPath $env:ROOT\mailstore\src\main,$env:ROOT\mini-server\src\main,$env:ROOT\cli\src\main,$env:ROOT\cli\src\build,$env:ROOT\pom.xml,$env:ROOT\cli\pom.xml,$env:ROOT\mailstore\pom.xml,$env:ROOT\mini-server\pom.xml -ErrorAction SilentlyContinue | Where-Object LastWriteTime -gt $b | Select-Object -First 1 -ExpandProperty Name"') do set "STALE=yes"
if not defined STALE goto run
where mvn >nul 2>nul || (
  echo epostadm: Maven ^(mvn^) is needed to build epostadm once; install it, or use a built release 1>&2
  exit /b 70
)
if not exist "%TARGET%" mkdir "%TARGET%"
echo building epostadm, once ... 1>&2
pushd "%ROOT%"
set "OLD_JAVA_HOME=%JAVA_HOME%"
for %%J in ("%JAVA%\..\..") do set "JAVA_HOME=%%~fJ"
call mvn -q -B -DskipTests package -pl cli -am >"%TARGET%\build.log" 2>&1 <nul
set "BUILT=%ERRORLEVEL%"
set "JAVA_HOME=%OLD_JAVA_HOME%"
popd
if not "%BUILT%"=="0" (
  type "%TARGET%\build.log" 1>&2
  echo epostadm: the build failed; its output stands above and in %TARGET%\build.log 1>&2
  exit /b 70
)

:run
set "COMPILER=-XX:TieredStopAtLevel=1"
if "%~1 %~2"=="accounts import" set "COMPILER=-XX:+TieredCompilation"
if "%~1 %~2"=="accounts diff" set "COMPILER=-XX:+TieredCompilation"
if "%~1 %~2"=="inbox reset-uid" set "COMPILER=-XX:+TieredCompilation"
if "%~1"=="serve" set "COMPILER=-XX:+TieredCompilation"
if "%~1"=="demo" set "COMPILER=-XX:+TieredCompilation"
"%JAVA%" -XX:+UseSerialGC %COMPILER% -XX:-UsePerfData -Xmx512m -Xshare:auto "-XX:SharedArchiveFile=%TARGET%\epostadm.jsa" -Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr -Xlog:aot*=off:stderr -Djdk.reflect.useNativeAccessorOnly=true -Djdk.tls.rejectClientInitiatedRenegotiation=true %EPOSTADM_JAVA_OPTS% -jar "%TARGET%\epostadm.jar" %*
exit /b %ERRORLEVEL%

rem Sets JAVA where the directory holds a Java of version 25 or later, as its "release" file says.
:accept
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=.^=^" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do if %%V GEQ 25 set "JAVA=%~1\bin\java.exe"
exit /b 0
