"""What real-clients.sh cannot say in shell: makes messages, compares what arrived, reads logs and metrics, and talks
with smtplib and poplib. Each check prints a line that begins with "ok" or "FAILED"."""

import glob
import mailbox
import os
import poplib
import re
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import time
from email import message_from_bytes
from email.header import decode_header, make_header

DOMAIN = "kaisha.example.jp"
OUTSIDER = "tanaka@outside.example.net"


def check(name, good, why=""):
    print(f"{'ok' if good else 'FAILED':<6} {name}")
    if not good:
        print(f"         {str(why)[:600]}")
    sys.stdout.flush()


def checked(name, test, *arguments):
    """A test returns what is wrong, or nothing."""
    try:
        wrong = test(*arguments)
        check(name, not wrong, wrong)
    except Exception as e:  # whatever a client says
        check(name, False, repr(e))


# -- messages ---------------------------------------------------------------------------------------------------------


def header(name, extra=b""):
    return (
        b"From: <%s>\r\nTo: <someone@%s>\r\nSubject: %s\r\nDate: Tue, 24 Nov 2026 09:00:00 +0900\r\n"
        b"Message-ID: <%s@outside.example.net>\r\n" % (OUTSIDER.encode(), DOMAIN.encode(), name.encode(), name.encode())
        + extra
        + b"\r\n"
    )


def lines(*all_of_them):
    return b"".join(line + b"\r\n" for line in all_of_them)


def corpus(directory):
    """Every message as it should lie in a mailbox, with CRLF; `noend` lacks its last line end."""
    mime = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: %s\r\n"
    japanese = "こんにちは、佐藤さん。\r\n明日の会議は十時からです。\r\n―― 髙橋・﨑・①\r\n"
    seven = "こんにちは、佐藤さん。\r\n会議は十時からです。\r\n"
    subject = b"Subject: =?ISO-2022-JP?B?GyRCMnE1RBsoQg==?=\r\n"
    messages = {
        "plain": header("plain") + lines(b"Hello.", b"", b"Bye."),
        "utf8": header("utf8", mime % (b"UTF-8", b"8bit")) + japanese.encode(),
        "iso2022jp": header("iso2022jp", mime % (b"ISO-2022-JP", b"7bit")).replace(b"Subject: iso2022jp\r\n", subject)
        + seven.encode("iso-2022-jp"),
        "windows31j": header("windows31j", mime % (b"Windows-31J", b"8bit")) + japanese.replace("―", "-").encode("cp932"),
        "octets": header("octets") + bytes(b for b in range(1, 256) if b not in (10, 13)) + b"\r\n",
        "dots": header("dots") + lines(b".", b"..", b".a", b"...", b"a.", b".", b" .", b".\t", b".."),
        "lonedot": header("lonedot") + lines(b"text", b"", b"."),
        "longlines": header("longlines") + lines(b"a" * 998, b"b" * 999, b"." + b"c" * 2047, b"d" * 5000, b"e" * 70_000),
        "longheader": header("longheader", b"X-Long: " + b"f" * 3000 + b"\r\nX-Folded: a\r\n\tb\r\n  c\r\n") + lines(b"x"),
        "blankend": header("blankend") + lines(b"text  ", b"  ", b"", b"", b""),
        "fromline": header("fromline") + lines(b"From here on", b">From there", b"", b"From nobody Tue Nov 24 2026"),
        "headeronly": header("headeronly"),
        "headless": lines(b"There is no header in this message,", b"", b"only text."),
        "noend": header("noend") + b"The last line has no end",
        "empty": b"",
    }
    os.makedirs(directory, exist_ok=True)
    for name, octets in messages.items():
        write(os.path.join(directory, name), octets)


def big(file):
    block = lines(*(b"%06d " % i + b"0123456789" * 7 for i in range(13_100)))
    write(file, header("big") + block * 20)


def write(file, octets):
    with open(file, "wb") as out:
        out.write(octets)


def read(file):
    with open(file, "rb") as octets:
        return octets.read()


# -- comparison -------------------------------------------------------------------------------------------------------

TRACE = re.compile(
    rb"(?:Return-Path: <[^>\r\n]*>\r?\n)?Received: from [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
)
RECEIVED_ID = re.compile(rb"\bid <(B\d{10}(?:-\w+)*)@")


def without_trace(octets):
    found = TRACE.match(octets)
    return octets[found.end() :] if found and RECEIVED_ID.search(found.group()) else None


def got(place):
    """The messages of a directory, a Maildir or an mbox."""
    if os.path.isdir(os.path.join(place, "new")):
        place = os.path.join(place, "new")
    if os.path.isdir(place):
        return [read(file) for file in sorted(glob.glob(os.path.join(place, "*")))]
    return [message.as_bytes() for message in mailbox.mbox(place)]


def differences(expected, place, clean, unpack):
    """Nothing where the messages are those, in any order, each once. A last line without an end has got one."""
    wanted = {}
    for file in expected:
        octets = read(file)
        if octets and not octets.endswith(b"\r\n"):
            octets += b"\r\n"
        wanted.setdefault(clean(octets), []).append(os.path.basename(file))
    wrong = []
    for octets in map(unpack, got(place)):
        inner = without_trace(octets)
        if inner is None:
            wrong.append(f"no trace at the head of {octets[:200]!r}")
        elif not wanted.get(clean(inner)):
            wrong.append(f"not as sent: {inner[:150]!r}...{inner[-60:]!r} ({len(inner)})")
        else:
            wanted[clean(inner)].pop()
    missing = [name for names in wanted.values() for name in names]
    return "; ".join(wrong) + (f" missing: {missing}" if missing else "")


def trimmed(octets):
    """Programs of Unix have their own line ends, and end each message with one or more."""
    return octets.replace(b"\r\n", b"\n").rstrip(b"\n")


def without_sinks(octets):
    """smtp-sink's own head, from X-Client-Addr to its Received."""
    return re.sub(rb"(?s)\A(?:X-[^\n]*\n)+Received: [^\n]*\n(?:[ \t][^\n]*\n)*", b"", octets)


def same(name, form, place, *expected):
    """`wire` is octet by octet; the others forgive what that kind of program does to every message."""
    clean = (lambda octets: octets) if form == "wire" else trimmed
    checked(name, differences, expected, place, clean, without_sinks if form == "sink" else lambda octets: octets)


def mutt_texts(name, place, count, file):
    """What mutt made of a text that it encoded its own way."""

    def readable(message):
        text = message.get_payload(decode=True).decode(message.get_content_charset() or "ascii")
        return str(make_header(decode_header(message["Subject"]))), text.replace("\r\n", "\n").rstrip("\n")

    def test():
        sent = readable(message_from_bytes(read(file)))
        come = [readable(message_from_bytes(octets)) for octets in got(place)]
        return come != [sent] * int(count) and f"{come} instead of {sent}"

    checked(name, test)


def numbered(name, place, count):
    """The messages of smtp-source: as many, all different, none cut."""

    def test():
        messages = got(place)
        ids = {re.search(rb"(?im)^Message-ID: ?(\S+)", octets).group(1) for octets in messages}
        lengths = {len(re.sub(rb"(?s)^.*?\r?\n\r?\n", b"", octets)) for octets in messages}
        return (len(messages) != int(count) or len(ids) != int(count) or len(lengths) != 1) and (
            f"{len(messages)} messages, {len(ids)} ids, {lengths} octets"
        )

    checked(name, test)


# -- smtplib and poplib -----------------------------------------------------------------------------------------------


def trust(ca=None):
    return ssl.create_default_context(cafile=ca) if ca else ssl._create_unverified_context()


def send(port, recipient, *files, lmtp=False):
    """With smtplib, each message in a transaction of one session."""
    client = smtplib.LMTP if lmtp else smtplib.SMTP
    with client("localhost", int(port), local_hostname="client.example.net") as server:
        for file in files:
            server.sendmail(OUTSIDER, [recipient], read(file), ["BODY=8BITMIME"])


def send_lmtp(port, recipient, *files):
    send(port, recipient, *files, lmtp=True)


def chunks(port, recipient, *files):
    """BDAT, which smtplib has not."""
    with smtplib.SMTP("localhost", int(port), local_hostname="client.example.net") as server:
        server.ehlo()
        for file in files:
            octets = read(file)
            answers = [server.mail(OUTSIDER, ["BODY=8BITMIME"]), server.rcpt(recipient)]
            half = len(octets) // 2
            for part, last in ((octets[:half], b""), (octets[half:], b" LAST")):
                server.send(b"BDAT %d%s\r\n" % (len(part), last) + part)
                answers.append(server.getreply())
            if [code for code, _ in answers] != [250] * 4:
                raise ValueError(f"{file}: {answers}")


def fetch(port, user, password, directory, ca=None, apop=None):
    """With poplib: STAT, LIST, UIDL and RETR must agree."""
    if ca:
        pop = poplib.POP3_SSL("localhost", int(port), context=trust(ca))
    else:
        pop = poplib.POP3("localhost", int(port))
    poplib._MAXLINE = 1 << 20
    if apop:
        pop.apop(user, password)
    else:
        pop.user(user)
        pop.pass_(password)
    os.makedirs(directory, exist_ok=True)
    count, size = pop.stat()
    sizes = [int(line.split()[1]) for line in pop.list()[1]]
    uidl = [line.split()[1] for line in pop.uidl()[1]]
    if len(sizes) != count or sum(sizes) != size or len(set(uidl)) != count:
        raise ValueError(f"STAT {count} {size}, LIST {sizes}, UIDL {uidl}")
    for i in range(count):
        octets = b"".join(line + b"\r\n" for line in pop.retr(i + 1)[1])
        if len(octets) != sizes[i]:
            raise ValueError(f"message {i + 1}: {len(octets)} octets, LIST says {sizes[i]}")
        top = b"".join(line + b"\r\n" for line in pop.top(i + 1, 0)[1])
        if not octets.startswith(top.removesuffix(b"\r\n")):
            raise ValueError(f"message {i + 1}: TOP is not the head of RETR")
        write(os.path.join(directory, f"{i + 1:05}"), octets)
    pop.quit()


def python_clients(smtp, submission, submissions, pop3, pop3s, ca):
    user, password = f"sato.k@{DOMAIN}", "komorebi77"

    def auth(mechanism, server):
        server.ehlo()
        server.user, server.password = user, password
        server.auth(mechanism, getattr(server, "auth_" + mechanism.lower().replace("-", "_")))
        return server.quit()[0] != 221 and "no 221"

    for mechanism in ("PLAIN", "LOGIN", "CRAM-MD5"):
        checked(f"smtplib: AUTH {mechanism}", lambda m=mechanism: auth(m, smtplib.SMTP("localhost", int(submission))))
    checked("smtplib: submissions", lambda: auth("PLAIN", smtplib.SMTP_SSL("localhost", int(submissions), context=trust(ca))))

    def starttls():
        with smtplib.SMTP("localhost", int(submission)) as server:
            server.starttls(context=trust(ca))
            server.login(user, password)
            server.sendmail(user, [f"sato.k@{DOMAIN}"], b"Subject: no date\r\n\r\ntext\r\n")

    checked("smtplib: STARTTLS, login, message", starttls)

    def foreign_sender():
        with smtplib.SMTP("localhost", int(submission)) as server:
            server.login(user, password)
            code, _ = server.docmd("MAIL", f"FROM:<suzuki.m@{DOMAIN}>")
            return code != 553 and code

    checked("smtplib: another's address as sender", foreign_sender)

    def unauthenticated():
        with smtplib.SMTP("localhost", int(submission)) as server:
            server.ehlo()
            return server.mail(user)[0] != 530 and "no 530"

    checked("smtplib: submission without login", unauthenticated)

    def too_large():
        with smtplib.SMTP("localhost", int(smtp)) as server:
            server.ehlo()
            return server.mail(OUTSIDER, ["SIZE=1000000000"])[0] != 552 and "no 552"

    checked("smtplib: SIZE beyond the limit", too_large)

    def stls():
        pop = poplib.POP3("localhost", int(pop3))
        pop.stls(context=trust(ca))
        capabilities = pop.capa()
        pop.user(user)
        pop.pass_(password)
        pop.stat()
        pop.quit()
        return "STLS" in capabilities and f"STLS offered under TLS: {capabilities}"

    checked("poplib: STLS", stls)

    def overlap():
        first = poplib.POP3("localhost", int(pop3))
        first.user(user)
        first.pass_(password)
        second = poplib.POP3_SSL("localhost", int(pop3s), context=trust(ca))
        second.user(user)
        try:
            second.pass_(password)
            return "let in"
        except poplib.error_proto as e:
            return b"[IN-USE]" not in e.args[0] and e
        finally:
            second.close()
            first.quit()

    checked("poplib: second session", overlap)


def refused_login(name, port, user, password, pattern):
    def test():
        pop = poplib.POP3("localhost", int(port))
        pop.user(user)
        end = time.monotonic() + 5
        try:
            pop.pass_(password)
            pop.quit()
            return "let in"
        except poplib.error_proto as e:
            return not re.search(pattern, str(e)) and e

    checked(name, test)


def count(name, port, user, password, expected):
    def test():
        pop = poplib.POP3("localhost", int(port))
        pop.user(user)
        pop.pass_(password)
        found = pop.stat()[0]
        pop.quit()
        return found != int(expected) and f"{found} messages"

    checked(name, test)


# -- the server's life ------------------------------------------------------------------------------------------------


def retire(port, user, password, *command):
    """An account is retired while its session is open."""

    def test():
        pop = poplib.POP3("localhost", int(port), timeout=20)
        pop.user(user)
        pop.pass_(password)
        pop.stat()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                pop.noop()
            except (poplib.error_proto, OSError):
                break
            time.sleep(0.2)
        else:
            return "the session went on"
        again = poplib.POP3("localhost", int(port), timeout=20)
        again.user(user)
        try:
            again.pass_(password)
            return "let in again"
        except poplib.error_proto as e:
            return "[AUTH]" not in str(e) and e

    checked("an account retired while its session is open", test)


def stop(pid, smtp, submissions, pop3, ca=None):
    """SIGTERM while sessions are idle; the caller looks at the exit code."""
    plain = socket.create_connection(("localhost", int(smtp)), 20)
    plain.recv(4096)
    plain.sendall(b"EHLO client.example.net\r\n")
    plain.recv(4096)
    secure = trust(ca).wrap_socket(socket.create_connection(("localhost", int(submissions)), 20), server_hostname="localhost")
    secure.recv(4096)
    pop = socket.create_connection(("localhost", int(pop3)), 20)
    pop.recv(4096)
    os.kill(int(pid), signal.SIGTERM)
    for name, connection, pattern in (
        ("421 to an idle SMTP session", plain, rb"\A421 4\.\d\.\d .*\r\n\Z"),
        ("421 to an idle session under TLS", secure, rb"\A421 4\.\d\.\d .*\r\n\Z"),
        ("the end of an idle POP3 session", pop, rb"\A(-ERR .*\r\n)?\Z"),
    ):

        def rest():
            octets = b""
            while part := connection.recv(4096):
                octets += part
            return not re.search(pattern, octets) and octets

        checked(f"SIGTERM: {name}", rest)


def notify(path, file):
    """A service manager: writes down what it is told."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager, open(file, "wb", buffering=0) as out:
        manager.bind(path)
        while True:
            out.write(manager.recv(4096) + b"\n")


def free_ports(number):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(number))]
    print(*(each.getsockname()[1] for each in sockets))


# -- logs and metrics -------------------------------------------------------------------------------------------------

STAMP = r"\[\d\d/[A-Z][a-z][a-z]/\d{4}:\d\d:\d\d:\d\d\]"
ID = r"(B\d{10}(?:-\w+)*)@mail\.example\.jp"
FORMS = {
    "acceptlog": rf"{STAMP} (\S+) (.+)",
    "inlog": rf"<{ID}> {STAMP} (\S+) (\S+) (\S+) (\S+)",
    "outlocallog": rf"<{ID}> {STAMP} (\S+) (\S+) (\S+) \[(.*)\]",
    "outlog": rf"<{ID}> {STAMP} (\S+) (\S+) (\S+) \[(.*)\]",
    "faillog": rf"{ID} send fail on {STAMP} from (\S+) to (\S+) \[(.*)\]",
    "pop3log": rf"{STAMP} (\S+) from (\S+) (.+)",
    "senderlog": rf"{STAMP} (\S+) [<>] .*",
}


def logs(store, *secrets):
    entries = {}
    for name, form in FORMS.items():
        text = "".join(open(file, encoding="utf-8").read() for file in sorted(glob.glob(f"{store}/{name}/*.log")))
        entries[name] = [re.fullmatch(form, line) for line in text.splitlines()]
        wrong = [line for line, match in zip(text.splitlines(), entries[name]) if not match]
        check(f"{name}: {len(entries[name])} lines, each of its form", entries[name] and not wrong, wrong[:3])
        shown = [secret for secret in secrets if secret in text]
        check(f"{name}: no secrets", not shown, shown)
        entries[name] = [match.groups() for match in entries[name] if match]
    accepted = {}
    for _, verdict in entries["acceptlog"]:
        if found := re.match(r"accept (\S+) from <.*> to (\d+), \d+ octets", verdict):
            accepted[found[1]] = int(found[2])
    taken = [(each[0], each[4].lower()) for each in entries["inlog"]]
    ends = [(each[0], each[3].lower()) for each in entries["outlocallog"] + entries["outlog"]]
    ends += [(each[0], each[2].lower()) for each in entries["faillog"]]
    counts = {each: sum(1 for i, _ in taken if i == each) for each in accepted}
    check(f"acceptlog and inlog: {len(accepted)} messages", accepted == counts and {i for i, _ in taken} == set(accepted))
    lost = [each for each in taken if ends.count(each) != 1]
    check(f"inlog and the logs of the end: {len(taken)} recipients, each once", not lost, lost[:5])
    strays = [each for each in ends if each[0].split("-")[0] not in accepted]
    check("the logs of the end know no other messages", not strays, strays[:5])
    said = {each[0].split("/")[0] for each in entries["senderlog"]}
    silent = {each[0] for each in entries["outlog"]} - said
    check("senderlog: the dialogue of each message that left", not silent, silent)
    inside = {each[0] for each in entries["outlocallog"]}
    files = [os.path.basename(file)[:-4] for file in glob.glob(f"{store}/inbox/*/*/B*.MSG")]
    unknown = [file for file in files if file not in inside]
    check(f"outlocallog: the {len(files)} messages in mailboxes", files and not unknown, unknown[:5])
    verdicts = " ".join(verdict for _, verdict in entries["acceptlog"])
    for answer in ("User unknown", "unauthorized relaying", "box is full", "535 5.7.0 Authentication failed"):
        check(f"acceptlog: {answer}", answer in verdicts)
    left = glob.glob(f"{store}/incoming/*") + glob.glob(f"{store}/holding/*") + glob.glob(f"{store}/dead/*")
    check("the queue is empty", not left, left)


SAMPLE = re.compile(r'([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)')


def metrics(file, content_type):
    """The text format 0.0.4 of Prometheus: types first, families together, histograms that add up."""
    text = read(file).decode()
    wrong, types, families, samples = [], {}, [], {}
    if not content_type.startswith("text/plain; version=0.0.4"):
        wrong.append(content_type)
    if not text.endswith("\n"):
        wrong.append("no line end at the end")
    for line in text.splitlines():
        if found := re.fullmatch(r"# TYPE (\S+) (counter|gauge|histogram)", line):
            if found[1] in types:
                wrong.append(f"twice: {line}")
            types[found[1]] = found[2]
            families.append(found[1])
        elif re.fullmatch(r"# HELP \S+ .+", line):
            continue
        elif found := SAMPLE.fullmatch(line):
            family = re.sub(r"_(bucket|sum|count)$", "", found[1])
            family = family if types.get(family) == "histogram" else found[1]
            if not families or families[-1] != family:
                wrong.append(f"not below its type: {line}")
            if line.rsplit(" ", 1)[0] in samples:
                wrong.append(f"twice: {line}")
            samples[line.rsplit(" ", 1)[0]] = float(found[3])
            if types.get(family) == "counter" and not family.endswith("_total"):
                wrong.append(f"a counter without _total: {family}")
        else:
            wrong.append(f"no sample: {line}")
    for family in (name for name, kind in types.items() if kind == "histogram"):
        buckets = [value for name, value in samples.items() if name.startswith(f"{family}_bucket{{")]
        if buckets != sorted(buckets) or buckets[-1] != samples[f"{family}_count"] or f"{family}_sum" not in samples:
            wrong.append(f"{family} does not add up: {buckets}")
    check(f"/metrics: {len(samples)} samples in the format of Prometheus", samples and not wrong, wrong[:5])
    for name in ("epostadm_messages_accepted_total", "epostadm_delivered_total", "epostadm_logins_total"):
        check(f"/metrics: {name} counts", any(k.startswith(name) and v > 0 for k, v in samples.items()))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
