"""Drives Chromium over its debugging pipe; run by pages-in-chromium.sh with the directory of the pages."""
import base64, json, os, re, subprocess, sys, time

work = sys.argv[1]
failed = 0


def check(name, good, found=""):
    global failed
    failed += not good
    print(f"{'ok    ' if good else 'FAILED'} {name} {found}")


class Chromium:
    def __init__(self):
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def plug():  # Chromium reads commands at 3 and answers at 4; first out of the way, then into place.
            a, b = os.dup(theirs_in), os.dup(theirs_out)
            a, b = (os.dup(a), os.dup(b)) if {a, b} & {3, 4} else (a, b)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-pipe", f"--user-data-dir={work}/profile"],
            preexec_fn=plug, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.read, self.write = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self.number, self.session, self.said = 0, None, []

    def message(self):
        text = bytearray()
        while (byte := self.read.read(1)) != b"\0":
            if not byte:
                raise EOFError("Chromium has gone")
            text += byte
        message = json.loads(text)
        if message.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"):
            self.said.append(json.dumps(message["params"])[:300])
        return message

    def ask(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        self.write.write(json.dumps(request).encode() + b"\0")
        self.write.flush()
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def open(self, url):
        self.session, self.said = None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(domain + ".enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=1200, height=1500, deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url=url)
        while self.message().get("method") != "Page.loadEventFired":
            pass

    def js(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def shot(self, file):
        data = self.ask("Page.captureScreenshot", format="png")["data"]
        with open(file, "wb") as out:
            out.write(base64.b64decode(data))


CELLS = "[...document.querySelectorAll('section.list tbody tr')].map(r => r.cells[%d].%s)"
CLICK = """(() => { const t = performance.now();
    document.querySelectorAll('section.list th button')[%d].click();
    document.body.offsetHeight; return performance.now() - t })()"""
FILTER = """new Promise(done => { const input = document.querySelector('.tools input'), t = performance.now();
    const output = document.querySelector('output'), before = output.textContent;
    input.value = %s; input.dispatchEvent(new Event('input'));
    const wait = () => output.textContent !== before || performance.now() - t > 5000
        ? done(performance.now() - t) : setTimeout(wait, 5); wait() })"""

chromium = Chromium()


def printed(name):
    pdf = f"{work}/{name}.pdf"
    with open(pdf, "wb") as out:
        out.write(base64.b64decode(chromium.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]))
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True).stdout
    return "(A4)" in info, int(re.search(r"Pages: +(\d+)", info)[1]), text


LAST = "[...document.querySelectorAll('section.list')].at(-1)"
for name in sorted(file for file in os.listdir(work) if file.endswith("-year-end.html")):
    chromium.open(f"file://{work}/{name}")
    check(f"{name}: language", chromium.js("document.documentElement.lang") == name[:2])
    check(f"{name}: fits its window", chromium.js("document.documentElement.scrollWidth") <= 1200)
    levels = chromium.js("[...document.querySelectorAll('.notices li')].map(l => l.className)")
    check(f"{name}: warnings come first", levels == sorted(levels, key=["error", "warning", "note", "fine"].index)
          and levels[0] == "warning", levels)
    bars = chromium.js("document.querySelectorAll('figure.bars tbody tr').length")
    check(f"{name}: draws before and after", bars == 2, bars)
    accounts = f"[...{LAST}.querySelectorAll('tbody tr')].filter(r => r.offsetParent)"
    chromium.js(f"{LAST}.querySelector('th button').click()")
    names = chromium.js(accounts + ".map(r => r.cells[0].textContent)")
    check(f"{name}: sorts by account", names and names == sorted(names), f"{len(names)} shown")
    chromium.js(f"""new Promise(done => {{ const input = {LAST}.querySelector('.tools input');
        input.value = 's27'; input.dispatchEvent(new Event('input')); setTimeout(done, 500) }})""")
    found = chromium.js(accounts + ".map(r => r.cells[0].textContent)")
    check(f"{name}: filters", len(found) == 56 and all(one.startswith("s27") for one in found), f"{len(found)} shown")
    chromium.js(f"""new Promise(done => {{ const input = {LAST}.querySelector('.tools input');
        input.value = ''; input.dispatchEvent(new Event('input')); setTimeout(done, 500) }})""")
    a4, pages, text = printed(name)
    check(f"{name}: prints on A4", a4 and pages < 20, f"{pages} pages")
    with open(f"{work}/{name}", encoding="utf-8") as file:
        every = set(re.findall(r"<tr><td>([^<\s]+)", file.read().rsplit("<section class=", 1)[1]))
    lost = every - set(re.findall(r"^[\f ]*(\S+) ", text, re.M))
    head = chromium.js(LAST + ".querySelectorAll('th')[1].textContent").strip()
    heads = len(re.findall(f"^[\\f ]*\\S+ +{head} ", text, re.M))
    check(f"{name}: prints the table's head on each sheet", heads >= pages - 2, f"{heads} heads")
    check(f"{name}: prints every account", len(every) == 360 and not lost, sorted(lost)[:3])
    check(f"{name}: console is silent", not chromium.said, "; ".join(chromium.said))

for name in sorted(file for file in os.listdir(work) if re.search(r"-\d+\.html$", file)):
    rows = int(re.search(r"-(\d+)", name)[1])
    began = time.time()
    chromium.open(f"file://{work}/{name}")
    check(f"{name}: opens", time.time() - began < 20, f"{time.time() - began:.1f} s")
    check(f"{name}: language", chromium.js("document.documentElement.lang") == name[:2])
    check(f"{name}: hostile names do nothing", chromium.js("document.title") in ("The store, inspected", "ストアの検査"))
    check(f"{name}: fits its window", chromium.js("document.documentElement.scrollWidth") <= 1200)
    chromium.shot(f"{work}/{name}.light.png")
    took = chromium.js(CLICK % 4)
    sizes = [int(v) for v in chromium.js(CELLS % (4, "dataset.v ?? '-1'"))]
    check(f"{name}: sorts by size, the largest first", sizes == sorted(sizes, reverse=True) and sizes[0] > 0)
    check(f"{name}: sorts fast enough", took < 3000, f"{took:.0f} ms")
    check(f"{name}: says how", chromium.js("document.querySelectorAll('section.list th')[4].ariaSort") == "descending")
    took = chromium.js(CLICK % 0)
    names = chromium.js(CELLS % (0, "textContent"))
    check(f"{name}: sorts by name", names == sorted(names), f"{took:.0f} ms")
    took = chromium.js(FILTER % json.dumps("花子 13"))
    found = chromium.js(CELLS % (1, "textContent"))
    check(f"{name}: filters", found and all("花子" in f for f in found), f"{took:.0f} ms, {len(found)} shown")
    chromium.js(FILTER % json.dumps("user000000" if rows > 300 else ""))
    chromium.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    check(f"{name}: dark", chromium.js("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 25, 30)")
    chromium.shot(f"{work}/{name}.dark.png")
    chromium.ask("Emulation.setEmulatedMedia", features=[])
    a4, pages, text = printed(name)
    check(f"{name}: prints on A4", a4 and (pages > 4 if rows == 300 else pages < 5), f"{pages} pages")
    users = set(re.findall(r"user\d{6}", text))
    check(f"{name}: prints all that was found", len(users) == (300 if rows == 300 else 1), f"{len(users)} rows")
    times = len(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text)) - 1
    check(f"{name}: cuts no column off", times == len(users), f"{times} dates in the last column")
    check(f"{name}: console is silent", not chromium.said, "; ".join(chromium.said))
chromium.process.terminate()
chromium.process.wait()
sys.exit(failed > 0)
