# The year-end change-over under Windows Server's Task Scheduler; whatever fails is taken back.
# Windows Server のタスクスケジューラで行う年度更新。失敗したら元に戻します。 (UTF-8 with BOM, for PowerShell 5.1)
#   schtasks /Create /TN epostadm-year-end /RU SYSTEM /SC ONCE /SD 2027/04/01 /ST 02:30 ^
#     /TR "powershell -NoProfile -ExecutionPolicy Bypass -File C:\epostadm\year-end.ps1 -Plan C:\epostadm\plan.json"
param(
    [Parameter(Mandatory = $true)] [string] $Plan,
    [string] $Store = 'C:\mail',
    [string] $Epostadm = 'C:\epostadm\bin\epostadm.cmd',
    [string[]] $Services = @('epostadm'),
    [string] $Domain = ''
)
$ErrorActionPreference = 'Stop'
$running = @(Get-Service -Name $Services -ErrorAction SilentlyContinue | Where-Object Status -eq 'Running')
$of = @('--store', $Store)
if ($Domain) { $of += @('--domain', $Domain) }
$status = 70
$running | Stop-Service
try {
    & $Epostadm year-end apply $Plan --yes --store $Store
    $status = $LASTEXITCODE
    if ($status -eq 0) {
        & $Epostadm year-end verify $Plan --store $Store
        $status = $LASTEXITCODE
        $back = $status -eq 1
    } else {
        # Refused, or failed and taken back by itself; where the program was killed it is still open, which 1 tells.
        & $Epostadm year-end status @of
        $back = $LASTEXITCODE -eq 1
    }
    if ($back) {
        & $Epostadm year-end undo --yes @of
        if ($LASTEXITCODE -ne 0) { $status = $LASTEXITCODE }
    }
} finally {
    $running | Start-Service
}
exit $status
