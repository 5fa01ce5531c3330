"""What real-clients-imap.sh cannot say in shell: fills folders, compares what arrived, and talks IMAP with imaplib and as
Thunderbird, Outlook and Apple Mail do. Each check prints a line that begins with "ok" or "FAILED"."""

import glob
import imaplib
import importlib
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import zlib
from random import Random

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
clients = importlib.import_module("real-clients")
check, checked, read, write = clients.check, clients.checked, clients.read, clients.write
PASSWORD = "himawari-11"
imaplib._MAXLINE = 50_000_000


def login(port, user):
    box = imaplib.IMAP4("127.0.0.1", int(port), timeout=60)
    box.login(user, PASSWORD)
    return box


def good(answer):
    kind, data = answer
    if kind != "OK":
        raise AssertionError(f"{kind} {data!r}")
    return data


# -- filling and comparing --------------------------------------------------------------------------------------------


class Raw:
    """A connection that sends lines and reads whole answers, as far ahead as one likes."""

    def __init__(self, port, user=None):
        self.socket = socket.create_connection(("127.0.0.1", int(port)), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.inflate = self.deflate = None
        self.number = 0
        self.line()
        if user:
            self.ask(f"LOGIN {user} {PASSWORD}")

    def more(self):
        octets = self.socket.recv(1 << 16)
        if not octets:
            raise EOFError("the server closed")
        self.buffer += self.inflate.decompress(octets) if self.inflate else octets

    def line(self):
        """One answer with its literals."""
        begin = 0
        while True:
            end = self.buffer.find(b"\r\n", begin)
            while end < 0:
                self.more()
                end = self.buffer.find(b"\r\n", begin)
            literal = re.search(rb"\{(\d+)\}$", self.buffer[begin:end])
            if not literal:
                answer, self.buffer = self.buffer[:end], self.buffer[end + 2 :]
                return answer
            begin = end + 2 + int(literal[1])
            while len(self.buffer) < begin:
                self.more()

    def send(self, octets):
        if self.deflate:
            octets = self.deflate.compress(octets) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
        self.socket.sendall(octets)

    def start(self, command):
        self.number += 1
        tag = b"x%d" % self.number
        self.send(tag + b" " + (command if isinstance(command, bytes) else command.encode()) + b"\r\n")
        return tag

    def ask(self, command, expected="OK"):
        """The untagged answers of a command."""
        tag = self.start(command)
        answers = []
        while True:
            answer = self.line()
            if answer.startswith(tag + b" "):
                if not answer.startswith(tag + b" " + expected.encode()):
                    raise AssertionError(f"{command!r}: {answer!r}")
                self.last = answer
                return answers
            if answer.startswith(b"+"):
                return answers
            answers.append(answer)

    def compress(self):
        self.ask("COMPRESS DEFLATE")
        self.inflate = zlib.decompressobj(-15)
        self.deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        if self.buffer:
            self.buffer = self.inflate.decompress(self.buffer)

    def close(self):
        self.socket.close()


FLAGS = ["\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft"]


def numbered(i):
    flags = [flag for bit, flag in enumerate(FLAGS) if i >> bit & 1]
    date = time.strftime("%d-%b-%Y %H:%M:%S +0900", time.gmtime(1_700_000_000 + i * 3671))
    text = (
        f"From: <from{i}@outside.example.net>\r\nTo: <to@{clients.DOMAIN}>\r\nSubject: message {i}\r\n"
        f"Date: Tue, 24 Nov 2026 09:00:00 +0900\r\nMessage-ID: <m{i}@outside.example.net>\r\n\r\n" + f"line {i}\r\n" * (i % 40)
    )
    return flags, date, text.encode()


def fill(port, user, count, folder="INBOX"):
    box = Raw(port, user)
    for first in range(0, int(count), 100):
        parts = []
        for i in range(first, min(first + 100, int(count))):
            flags, date, text = numbered(i)
            parts.append(f'({" ".join(flags)}) "{date}" {{{len(text)}+}}\r\n'.encode() + text)
        box.ask(b"APPEND %s " % folder.encode() + b" ".join(parts))
    box.close()


def contents(port, user, folder="INBOX"):
    """Message-ID: flags, moment, text (its header may have got a field of the program that moved it)."""
    box = Raw(port, user)
    box.ask(f"EXAMINE {folder}")
    found = {}
    for answer in box.ask("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[TEXT] BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"):
        name = re.search(rb"(?i)message-id: *(<[^>]*>)", answer)
        flags = re.search(rb"FLAGS \(([^)]*)\)", answer)[1].decode().lower().split()
        date = re.search(rb'INTERNALDATE "([^"]*)"', answer)[1].decode()
        text = b"".join(re.findall(rb"line \d+\r\n", answer)).decode()
        key = name[1].decode() if name else f"none {len(found)}"
        if key in found:
            raise AssertionError(f"twice: {key}")
        moment = imaplib.Internaldate2tuple(f'INTERNALDATE "{date}"'.encode())
        found[key] = (sorted(set(flags) - {"\\recent"}), time.mktime(moment), text)
    box.close()
    return found


def equal(name, port, user, other_port, other_user, count, folder="INBOX", other_folder="INBOX"):
    def test():
        one, other = contents(port, user, folder), contents(other_port, other_user, other_folder)
        if len(one) != int(count) or len(other) != int(count):
            return f"{len(one)} and {len(other)} messages"
        wrong = [f"{key}: {one[key]} and {other.get(key)}" for key in one if one[key] != other.get(key)]
        return "; ".join(wrong[:3])

    checked(name, test)


def disturb(port, user, seed, *folders):
    """Some seeded changes of every kind in the folders, which are made where they are missing. What two sides move at the
    same time would be doubled rightly: by turns one of a pair of seeds moves nothing."""
    random = Random(int(seed))
    kinds = ["append", "flags", "keyword", "expunge"] + ["move"] * (int(seed) // 2 % 2 == int(seed) % 2)
    box = login(port, user)
    for folder in folders:
        box.create(folder)
    for i in range(30):
        folder = random.choice(folders)
        good(box.select(folder))
        there = len(good(box.search(None, "ALL"))[0].split())
        one = str(random.randint(1, max(there, 1)))
        kind = random.choice(kinds) if there > 5 else "append"
        if kind == "append":
            flags, date, text = numbered(1000 * int(seed) + i)
            good(box.append(folder, f"({' '.join(flags)})".replace("\\Deleted", "$Forwarded"), f'"{date}"', text))
        elif kind == "flags":
            good(box.store(one, random.choice(["+FLAGS", "-FLAGS", "FLAGS"]), random.choice(["\\Seen", "\\Answered", "\\Flagged"])))
        elif kind == "keyword":
            good(box.store(one, random.choice(["+FLAGS", "-FLAGS"]), random.choice(["$Work", "urgent", "$Forwarded"])))
        elif kind == "expunge":
            good(box.store(one, "+FLAGS", "\\Deleted"))
            good(box.expunge())
        else:
            good(box.xatom("MOVE", one, random.choice([each for each in folders if each != folder])))
    box.logout()


def alike(name, port, user, other_port, other_user, *folders):
    def test():
        for folder in folders:
            one, other = contents(port, user, folder), contents(other_port, other_user, folder)
            if one != other:
                wrong = [f"{key}: {one.get(key)} and {other.get(key)}" for key in one | other if one.get(key) != other.get(key)]
                return f"{folder}: " + "; ".join(wrong[:3])
            if not one:
                return f"{folder} is empty"

    checked(name, test)


def count(name, port, user, number, folder="INBOX"):
    def test():
        box = login(port, user)
        got = good(box.select(folder, readonly=True))[0].decode()
        box.logout()
        return "" if got == number else f"{got} messages"

    checked(name, test)


def same(name, place, *files):
    """The files of a directory, a Maildir or an mbox are these messages, whatever the line ends and mbsync's own field."""
    def trimmed(octets):
        return re.sub(rb"(?m)^X-TUID: .*\n", b"", octets.replace(b"\r\n", b"\n")).rstrip(b"\n")

    def test():
        if os.path.isdir(os.path.join(place, "cur")):
            got = [read(file) for each in ("new", "cur") for file in glob.glob(os.path.join(place, each, "*"))]
        else:
            got = clients.got(place)
        left = [trimmed(octets) for octets in got]
        missing = []
        for file in files:
            try:
                left.remove(trimmed(read(file)))
            except ValueError:
                missing.append(os.path.basename(file))
        return (f"missing: {missing}" if missing else "") + (f" {len(left)} others: {left[0][:300]!r}" if left else "")

    checked(name, test)


def octets(name, port, user, folder, *files):
    """The messages of a folder are these files, octet by octet and in their order."""
    def test():
        box = login(port, user)
        good(box.select(folder, readonly=True))
        got = [part[1] for part in good(box.fetch("1:*", "(BODY.PEEK[])")) if isinstance(part, tuple)]
        box.logout()
        if len(got) != len(files):
            return f"{len(got)} messages, expected {len(files)}"
        return "; ".join(os.path.basename(file) for file, text in zip(files, got) if text != read(file))

    checked(name, test)


def append(port, user, folder, *files):
    box = login(port, user)
    for file in files:
        good(box.append(folder, "(\\Seen)", None, read(file)))
    box.logout()


def maildir(place, number):
    for each in ("new", "cur", "tmp"):
        os.makedirs(os.path.join(place, each), exist_ok=True)
    letters = dict(zip(FLAGS, "SRFTD"))
    for i in range(int(number)):
        flags, _, text = numbered(i)
        info = "".join(sorted(letters[flag] for flag in flags if flag != "\\Deleted"))
        write(os.path.join(place, "cur", f"{1_700_000_000 + i}.M{i}.host:2,{info}"), text.replace(b"\r\n", b"\n"))


# -- programs ---------------------------------------------------------------------------------------------------------


def exercise(port, ports, ca, user):
    """imaplib, method by method."""
    box = login(port, user)
    text = b"Subject: imaplib\r\nFrom: <a@example.net>\r\n\r\nthe text\r\n"
    checked("imaplib: CAPABILITY", lambda: "" if "IMAP4REV1" in box.capabilities else box.capabilities)
    checked("imaplib: CREATE, LIST, SUBSCRIBE, LSUB", lambda: folders(box))
    checked("imaplib: APPEND", lambda: "" if good(box.append("work", "(\\Flagged)", imaplib.Time2Internaldate(1e9), text)) else "")
    checked("imaplib: STATUS", lambda: "" if b"MESSAGES 1" in good(box.status("work", "(MESSAGES UIDNEXT)"))[0] else "count")
    checked("imaplib: SELECT", lambda: "" if good(box.select("work")) == [b"1"] else "count")
    checked("imaplib: FETCH", lambda: "" if good(box.fetch("1", "(BODY[])"))[0][1] == text else "text")
    checked("imaplib: SEARCH", lambda: "" if good(box.search("UTF-8", "TEXT", "text")) == [b"1"] else "not found")
    checked("imaplib: STORE", lambda: "" if b"\\Draft" in good(box.store("1", "+FLAGS", "\\Draft"))[0] else "flags")
    checked("imaplib: COPY, UID", lambda: good(box.copy("1", "INBOX")) and good(box.uid("FETCH", "1:*", "FLAGS")) and "")
    checked("imaplib: SORT, THREAD", lambda: good(box.sort("DATE", "UTF-8", "ALL")) and good(box.thread("REFERENCES", "UTF-8", "ALL")) and "")
    checked("imaplib: ENABLE, NAMESPACE, QUOTA", lambda: good(box.namespace()) and good(box.getquotaroot("INBOX")) and "")
    checked("imaplib: EXPUNGE, CLOSE", lambda: good(box.store("1", "+FLAGS", "\\Deleted")) and good(box.expunge()) and good(box.close()) and "")
    checked("imaplib: DELETE", lambda: good(box.unsubscribe("work")) and good(box.delete("work")) and "")
    checked("imaplib: LOGOUT", lambda: "" if box.logout()[0] == "BYE" else "no BYE")
    context = ssl.create_default_context(cafile=ca)
    checked("imaplib: implicit TLS", lambda: secure(imaplib.IMAP4_SSL("localhost", int(ports), ssl_context=context, timeout=60), user))
    plain = imaplib.IMAP4("localhost", int(port), timeout=60)
    checked("imaplib: STARTTLS", lambda: good(plain.starttls(context)) and secure(plain, user))
    cram = imaplib.IMAP4("localhost", int(port), timeout=60)
    checked("imaplib: CRAM-MD5", lambda: good(cram.login_cram_md5(user, PASSWORD)) and cram.logout() and "")


def secure(box, user):
    good(box.login(user, PASSWORD))
    good(box.select())
    box.logout()


def folders(box):
    good(box.create("work"))
    good(box.subscribe("work"))
    listed, subscribed = good(box.list()), good(box.lsub())
    return "" if any(b"work" in line for line in listed) and any(b"work" in line for line in subscribed) else (listed, subscribed)


def wants(answers, *patterns):
    for pattern in patterns:
        if not any(re.search(pattern.encode(), answer, re.I | re.S) for answer in answers):
            raise AssertionError(f"no {pattern} in {answers!r}"[:500])


def thunderbird(port, user):
    """As version 115 and later talk."""
    def session(compressed):
        box = Raw(port)
        wants(box.ask("capability"), "IMAP4rev1")
        box.ask("authenticate PLAIN")
        import base64

        box.send(base64.b64encode(f"\0{user}\0{PASSWORD}".encode()) + b"\r\n")
        while not box.line().startswith(b"x2 OK"):
            pass
        wants(box.ask("capability"), "IDLE")
        if compressed:
            box.compress()
        box.ask('ID ("name" "Thunderbird" "version" "140.0")')
        wants(box.ask("namespace"), r"NAMESPACE \(\(")
        box.ask("enable CONDSTORE")
        wants(box.ask('list "" "*" return (special-use)' if not compressed else 'list (subscribed) "" "*" return (special-use)'), "LIST" if not compressed else "")
        box.ask('list "" "INBOX"')
        box.ask('lsub "" "*"')
        wants(box.ask('select "INBOX" (CONDSTORE)'), "EXISTS", "UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")
        box.ask('getquotaroot "INBOX"')
        text = b"Subject: draft\r\nMessage-ID: <tb%d@x>\r\nContent-Type: text/html\r\n\r\n<p>text\r\n" % compressed
        tag = box.start('append "INBOX" (\\Seen) {%d}' % len(text))
        while not box.line().startswith(b"+"):
            pass
        box.send(text + b"\r\n")
        while not box.line().startswith(tag):
            pass
        box.ask("noop")
        answers = box.ask("UID fetch 1:* (FLAGS)")
        wants(answers, r"UID \d+.*FLAGS|FLAGS.*UID \d+")
        uid = re.search(rb"UID (\d+)", answers[-1])[1].decode()
        header = "From To Cc Bcc Subject Date Message-ID Priority X-Priority References Newsgroups In-Reply-To Content-Type Reply-To"
        wants(box.ask(f"UID fetch {uid} (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS ({header})])"), "RFC822.SIZE", "Subject: draft")
        wants(box.ask(f"UID fetch {uid} (UID RFC822.SIZE BODY.PEEK[])"), "<p>text")
        wants(box.ask(f"UID fetch {uid} (BODYSTRUCTURE)"), "BODYSTRUCTURE")
        wants(box.ask(f"UID fetch {uid} (UID RFC822.SIZE BODY.PEEK[]<0.20>)"), r"BODY\[\]<0>")
        wants(box.ask(f"uid store {uid} +FLAGS (\\Seen \\Flagged $label1 NonJunk)"), r"\$label1")
        wants(box.ask('STATUS "INBOX" (UIDNEXT MESSAGES UNSEEN RECENT)'), "MESSAGES")
        tag = box.start("IDLE")
        while not box.line().startswith(b"+"):
            pass
        box.send(b"DONE\r\n")
        while not box.line().startswith(tag):
            pass
        name = f"Trash{int(compressed)}"
        box.ask(f'create "{name}"')
        box.ask(f'subscribe "{name}"')
        box.ask(f'uid move {uid} "{name}"')
        wants(box.ask(f'select "{name}" (CONDSTORE)'), "1 EXISTS")
        wants(box.ask(f'UID SEARCH HEADER Message-ID "<tb{int(compressed)}@x>"'), r"SEARCH \d")
        box.ask("close")
        box.ask("logout")
        box.close()

    checked("Thunderbird's session", session, False)
    checked("Thunderbird's session, compressed", session, True)


def outlook(port, user):
    def session():
        box = Raw(port)
        box.ask(f'LOGIN "{user}" "{PASSWORD}"')
        box.ask("CAPABILITY")
        box.ask('ID ("name" "Microsoft Outlook" "version" "16.0")')
        box.ask('LIST "" ""')
        box.ask('LIST "" "INBOX"')
        box.ask('LSUB "" "*"')
        for name in ("Sent Items", "Deleted Items", "&kAFP4W4IMH8-"):
            box.ask(f'CREATE "{name}"')
        wants(box.ask('LIST "" "*"'), "Sent Items", "&kAFP4W4IMH8-")
        text = b"Subject: sent\r\n\r\n" + b"0123456789" * 5000 + b"\r\n"
        box.ask(b'APPEND "Sent Items" (\\Seen) "24-Nov-2026 09:00:00 +0900" {%d+}\r\n' % len(text) + text)
        wants(box.ask('SELECT "Sent Items"'), "1 EXISTS")
        wants(box.ask("UID FETCH 1:* (UID FLAGS)"), "UID 1")
        wants(box.ask("UID SEARCH UID 1:* NOT DELETED"), "SEARCH 1")
        wants(box.ask("UID FETCH 1 (UID FLAGS RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])"), "Subject: sent")
        got = b""
        while True:
            part = re.search(rb"(?s)<\d+> (?:\{\d+\}\r\n(.*)|\"(.*)\")\)$", box.ask(f"UID FETCH 1 (BODY.PEEK[]<{len(got)}.20480>)")[0])
            piece = part[1] if part[1] is not None else part[2]
            if not piece:
                break
            got += piece
        if got != text:
            raise AssertionError(f"pieces: {len(got)} of {len(text)}")
        box.ask('UID COPY 1 "Deleted Items"')
        wants(box.ask("UID STORE 1 +FLAGS (\\Deleted)"), "Deleted")
        wants(box.ask("EXPUNGE"), "1 EXPUNGE")
        box.ask("CHECK")
        wants(box.ask('STATUS "Deleted Items" (MESSAGES UNSEEN)'), "MESSAGES 1")
        box.ask('RENAME "Deleted Items" "Old/Deleted Items"')
        box.ask("LOGOUT")
        box.close()

    def apple():
        box = Raw(port, user)
        box.ask('ID ("name" "Mac OS X Mail" "version" "16.0")')
        box.ask("ENABLE CONDSTORE")
        wants(box.ask('LIST "" "*" RETURN (STATUS (MESSAGES UIDNEXT UIDVALIDITY UNSEEN))'), "STATUS")
        fill(port, user, 30, "INBOX")
        box.ask("SELECT INBOX (CONDSTORE)")
        wants(box.ask("FETCH 1:30 (INTERNALDATE UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (date subject from to cc message-id in-reply-to references content-type x-priority)])"), "message 29")
        wants(box.ask("UID SEARCH RETURN (ALL COUNT) 1:* NOT DELETED"), "ESEARCH")
        wants(box.ask("UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1)"), "MODSEQ")
        wants(box.ask("UID FETCH 5 (BODYSTRUCTURE BODY.PEEK[HEADER] BODY.PEEK[1])"), "BODYSTRUCTURE")
        box.ask("UID STORE 1:30 +FLAGS.SILENT (\\Deleted)")
        if len(box.ask("UID EXPUNGE 2:29")) < 28:
            raise AssertionError("not all are told")
        box.ask("LOGOUT")
        box.close()

    checked("Outlook's session", session)
    checked("Apple Mail's session", apple)


def idle(name, port, user, *command):
    """A command brings mail; who idles is told within a second."""
    def test():
        box = Raw(port, user)
        box.ask("SELECT INBOX")
        box.start("IDLE")
        while not box.line().startswith(b"+"):
            pass
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        done = time.monotonic()
        box.socket.settimeout(10)
        while not box.line().endswith(b"EXISTS"):
            pass
        late = time.monotonic() - done
        box.send(b"DONE\r\n")
        box.close()
        return "" if late < 1 else f"told after {late:.2f} s"

    checked(name, test)


def drop(root, text="dropped"):
    """Another program puts mail into the mailbox's root: under another name first, as it should."""
    name = f"B{time.time_ns() % 10**10:010d}.MSG"
    write(os.path.join(root, name + ".tmp"), f"Subject: {text}\r\n\r\n{text}\r\n".encode())
    os.rename(os.path.join(root, name + ".tmp"), os.path.join(root, name))


def reset(name, port, user):
    """Flags and texts, for a comparison before and after."""
    for key, value in sorted(contents(port, user, name).items()):
        print(key, *value[0], value[1], len(value[2]))


COMMANDS = (fill, disturb, equal, alike, count, same, octets, append, maildir, exercise, thunderbird, outlook, idle, drop, reset)

if __name__ == "__main__":
    {command.__name__: command for command in COMMANDS}[sys.argv[1]](*sys.argv[2:])
