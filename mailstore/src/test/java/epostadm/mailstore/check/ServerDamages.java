package epostadm.mailstore.check;

import static epostadm.mailstore.check.Damage.bsd;
import static epostadm.mailstore.check.Damage.damage;

import epostadm.mailstore.disk.VolumeUse;
import epostadm.mailstore.mail.Edition;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Damages of control files, forwards, aliases, the queue and the volume.
final class ServerDamages {

    private ServerDamages() {}

    static Stream<Damage> all() {
        return Stream.of(controlFiles(), forwards(), aliases(), queue(), volume())
                .flatMap(damages -> damages);
    }

    private static Stream<Damage> controlFiles() {
        return Stream.of(
                bsd(
                        "SENDER.DAT",
                        FindingKind.UPPER_CASE_CONTROL_FILE,
                        store -> store.rename(store.root("ken").resolve("sender.dat"), "SENDER.DAT")),
                bsd(
                        "APOP.DAT",
                        FindingKind.UPPER_CASE_CONTROL_FILE,
                        store -> store.rename(store.root("ken").resolve("apop.dat"), "APOP.DAT")),
                bsd(
                        "IMS.CTL",
                        FindingKind.UPPER_CASE_CONTROL_FILE,
                        store -> store.rename(store.root("ken").resolve("ims.ctl"), "IMS.CTL")),
                bsd(
                        "Effect.dat of the server",
                        FindingKind.UPPER_CASE_CONTROL_FILE,
                        store -> store.rename(store.work.resolve("effect.dat"), "Effect.dat")),
                damage(
                        "misspelt key",
                        FindingKind.UNKNOWN_KEYS,
                        store -> store.add(store.root("ken").resolve("ims.ctl"), "Discrad=Yes\n")),
                damage(
                        "unknown section",
                        FindingKind.UNKNOWN_KEYS,
                        store -> store.add(store.root("ken").resolve("ims.ctl"), "[Vacation]\nUntil=2026\n")),
                damage(
                        "sender.dat",
                        FindingKind.UNKNOWN_LINES,
                        store -> store.add(store.root("ken").resolve("sender.dat"), "*@b.example,7\n*,0\n")),
                damage(
                        "effect.dat",
                        FindingKind.UNKNOWN_LINES,
                        store -> store.add(store.work.resolve("effect.dat"), "192.168.1.1 maybe\n")),
                damage(
                        "effect.dat of a mailbox",
                        FindingKind.UNKNOWN_LINES,
                        store -> store.file(store.root("ken").resolve("effect.dat"), "b.example perhaps\n")),
                damage(
                        "gateway.dat",
                        FindingKind.UNKNOWN_LINES,
                        store -> store.add(store.work.resolve("gateway.dat"), "c.example\n")),
                damage(
                        "ten",
                        FindingKind.SIZE_CTL_NOT_A_NUMBER,
                        store -> store.file(store.root("ken").resolve("size.ctl"), "ten")),
                damage(
                        "UTF-8",
                        FindingKind.REPLY_TEXT_ENCODING,
                        store -> store.file(
                                store.root("hana").resolve("autoreply.txt"), "不在です".getBytes(StandardCharsets.UTF_8))),
                damage(
                        "Shift_JIS",
                        FindingKind.REPLY_TEXT_ENCODING,
                        store -> store.file(
                                store.root("hana").resolve("autoreply.txt"),
                                "不在です".getBytes(Charset.forName("windows-31j")))),
                damage(
                        "subject",
                        FindingKind.REPLY_SUBJECT_ENCODING,
                        store -> store.file(
                                store.root("hana").resolve("ims.ctl"),
                                "[AutoReply]\nSubject=不在\n".getBytes(StandardCharsets.UTF_8))),
                damage(
                        "reply to what is forwarded",
                        FindingKind.FORWARD_AND_REPLY,
                        store -> store.file(store.root("ken").resolve("autoreply.txt"), "Thank you.\n")),
                damage(
                        "no *,0",
                        FindingKind.SENDER_DAT_OPEN_END,
                        store -> store.file(store.root("ken").resolve("sender.dat"), "boss@b.example,-1\n")),
                damage(
                        "everybody",
                        FindingKind.OPEN_RELAY,
                        store -> store.add(store.work.resolve("effect.dat"), "* true\n")),
                damage(
                        "everybody by silence",
                        FindingKind.OPEN_RELAY,
                        store -> store.add(store.work.resolve("effect.dat"), "b.example\n")),
                damage(
                        "no #<>",
                        FindingKind.NULL_SENDER_LINE_MISSING,
                        store -> store.file(store.work.resolve("effect.dat"), "#blank false\n")),
                damage(
                        "a domain without *@",
                        FindingKind.HOPELESS_PATTERNS,
                        store -> store.add(store.root("ken").resolve("permitfrom.txt"), "c.example\n@d.example\n")),
                damage(
                        "no text",
                        FindingKind.MAIL_DAT_ENCODING,
                        store -> store.file(store.root("ken").resolve("mail.dat"), "\u00ff\u00fe\u0080")),
                damage(
                        "DNSBLs",
                        FindingKind.DNSBLS_NOT_CHECKED,
                        store -> store.file(store.work.resolve("ordb.dat"), "bl.example\n")));
    }

    private static void forwardTo(HealthyStore store, String target) {
        store.file(store.root("ken").resolve("ims.ctl"), "[AutoForward]\r\nForwardTo = " + target + "\r\n");
    }

    private static Stream<Damage> forwards() {
        return Stream.of(
                damage("no list", FindingKind.FORWARD_LIST_MISSING, store -> forwardTo(store, "file:/old/send.txt")),
                damage("path of the other edition", FindingKind.FORWARD_LIST_FOREIGN_PATH, store -> {
                    store.file(store.root("ken").resolve("send.txt"), "hana@a.example\n");
                    forwardTo(store, store.edition == Edition.BSD ? "file:D:\\old\\send.txt" : "file:/old/send.txt");
                }),
                damage("path of another store", FindingKind.FORWARD_LIST_OUTSIDE_STORE, store -> {
                    store.file(store.root("ken").resolve("send.txt"), "hana@a.example\n");
                    forwardTo(store, store.edition == Edition.BSD ? "file:/old/send.txt" : "file:D:\\old\\send.txt");
                }),
                damage("no address", FindingKind.FORWARD_NO_ADDRESS, store -> forwardTo(store, "hana, ken@a.example")),
                damage("nobody", FindingKind.FORWARD_TO_UNKNOWN, store -> forwardTo(store, "nobody@a.example")),
                damage("nobody by its name alone", FindingKind.FORWARD_TO_UNKNOWN, store -> forwardTo(store, "nobody")),
                damage("who has left", FindingKind.FORWARD_TO_RETIRED, store -> {
                    store.retired("yumi");
                    forwardTo(store, "yumi@a.example");
                }),
                damage("each other", FindingKind.FORWARD_LOOP, store -> {
                    store.delete(store.root("hana").resolve("autoreply.txt"));
                    store.file(store.root("hana").resolve("ims.ctl"), "[AutoForward]\r\nForwardTo=KEN@a.example\r\n");
                }),
                damage("each other by an alias", FindingKind.FORWARD_LOOP, store -> {
                    store.aliases("sales@a.example\tken@a.example\r\n");
                    forwardTo(store, "sales@a.example");
                }),
                damage("the administrator", FindingKind.FORWARD_THROUGH_ADMINISTRATOR, store -> {
                    store.index("hana", "ken", "admin");
                    store.mailbox("admin");
                    store.file(store.root("admin").resolve("ims.ctl"), "[AutoForward]\r\nForwardTo=it@c.example\r\n");
                    forwardTo(store, "admin@a.example");
                }),
                damage(
                        "into nothing",
                        FindingKind.DISCARD_WITHOUT_FORWARD,
                        store -> store.file(store.root("ken").resolve("ims.ctl"), "[Delivery]\r\nDiscard=1\r\n")));
    }

    private static Stream<Damage> aliases() {
        return Stream.of(
                damage(
                        "the same again",
                        FindingKind.DUPLICATE_ALIAS,
                        store -> store.aliases("INFO@a.example\thana@a.example\r\n")),
                damage(
                        "the same to another",
                        FindingKind.SHADOWED_ALIAS,
                        store -> store.aliases("info@a.example\tken@a.example\r\n")),
                damage(
                        "behind a wildcard",
                        FindingKind.SHADOWED_ALIAS,
                        store -> store.aliases("jiro@old.example\tken@a.example\r\n")),
                damage(
                        "to nobody",
                        FindingKind.ALIAS_UNKNOWN_TARGET,
                        store -> store.aliases("sales@a.example\tnobody@a.example\r\n")),
                damage("to who has left", FindingKind.ALIAS_RETIRED_TARGET, store -> {
                    store.retired("yumi");
                    store.aliases("sales@a.example\tyumi@a.example\r\n");
                }),
                damage(
                        "round",
                        FindingKind.ALIAS_CIRCLE,
                        store -> store.aliases("x@a.example\ty@a.example\r\ny@a.example\tx@a.example\r\n")),
                damage(
                        "over an account",
                        FindingKind.ALIAS_HIDES_ACCOUNT,
                        store -> store.aliases("ken@a.example\tinfo@a.example\r\n")),
                damage(
                        "no tab",
                        FindingKind.UNREADABLE_ALIAS_LINES,
                        store -> store.aliases("sales@a.example ken@a.example\r\n")));
    }

    private static Stream<Damage> queue() {
        return Stream.of(
                damage(
                        "body in incoming",
                        FindingKind.BODIES_WITHOUT_ENVELOPE,
                        store -> store.delete(store.work.resolve("incoming").resolve("B0000000007.RCP"))),
                damage(
                        "body in holding",
                        FindingKind.BODIES_WITHOUT_ENVELOPE,
                        store -> store.delete(store.work.resolve("domains/c.example/B0000000008.RCP"))),
                damage(
                        "envelope in incoming",
                        FindingKind.ENVELOPES_WITHOUT_BODY,
                        store -> store.delete(store.work.resolve("incoming").resolve("B0000000007.MSG"))),
                damage(
                        "envelope of a domain",
                        FindingKind.ENVELOPES_WITHOUT_BODY,
                        store -> store.delete(store.work.resolve("holding").resolve("B0000000008.MSG"))),
                damage(
                        "no recipient",
                        FindingKind.DAMAGED_ENVELOPE,
                        store -> store.file(
                                store.work.resolve("incoming").resolve("B0000000007.RCP"),
                                "Return-path: hana@a.example\r\n",
                                3600)),
                damage(
                        "envelope of another",
                        FindingKind.OTHER_ENVELOPE,
                        store -> store.file(
                                store.work.resolve("domains/c.example/B0000000008.RCP"),
                                HealthyStore.envelope("B0000000007"),
                                3600)),
                damage(
                        "one id for two domains",
                        FindingKind.QUEUED_TWICE,
                        store -> store.file(
                                store.work.resolve("domains/d.example/B0000000008.RCP"),
                                HealthyStore.envelope("B0000000008"),
                                3600)),
                damage("domain without mail", FindingKind.EMPTY_QUEUE_DOMAINS, store -> {
                    store.directory(store.work.resolve("domains/d.example"));
                    store.age(store.work.resolve("domains/d.example"), 3600);
                }),
                damage("domain that is none", FindingKind.UNFIT_QUEUE_DOMAIN, store -> {
                    store.file(store.work.resolve("holding/B0000000005.MSG"), HealthyStore.message(), 3600);
                    store.file(
                            store.work.resolve("domains/baddomain/B0000000005.RCP"),
                            HealthyStore.envelope("B0000000005"),
                            3600);
                }),
                damage("files of somebody else", FindingKind.STRAYS_IN_QUEUE, store -> {
                    store.fileOfAge(store.work.resolve("incoming/core"), 3600);
                    store.fileOfAge(store.work.resolve("incoming/readme.txt"), 3600);
                }),
                damage("link in the queue", FindingKind.LEADS_OUT_OF_STORE, store -> {
                    store.link(
                            store.work.resolve("incoming/B0000000005.RCP"),
                            store.work.resolve("incoming/B0000000007.RCP"));
                }),
                damage("dead", FindingKind.DEAD_GROWN_LARGE, store -> heap(store, "dead", 1_001)),
                damage("mxcash", FindingKind.MX_CACHE_GROWN_LARGE, store -> heap(store, "mxcash", 10_001)),
                damage("viruslog", FindingKind.VIRUS_LOG_GROWN_LARGE, store -> heap(store, "viruslog", 1_001)));
    }

    private static void heap(HealthyStore store, String name, int files) {
        Path directory = store.work.resolve(name);
        for (int i = 0; i < files; i++) {
            store.file(directory.resolve("B%010d.MSG".formatted(i)), "");
        }
    }

    private static Stream<Damage> volume() {
        return Stream.of(
                damage(
                        "full",
                        FindingKind.DISK_NEARLY_FULL,
                        store -> store.volume = new VolumeUse(49L << 20, 1000L << 20, 0, 0)),
                damage(
                        "no inodes",
                        FindingKind.INODES_NEARLY_USED,
                        store -> store.volume = new VolumeUse(1 << 30, 1 << 30, 49, 1000)));
    }
}
