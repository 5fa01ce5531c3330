package epostadm.mailstore.check;

import static epostadm.mailstore.check.Damage.bsd;
import static epostadm.mailstore.check.Damage.damage;
import static epostadm.mailstore.check.Damage.deep;

import java.nio.file.Path;
import java.util.stream.Stream;

/// Damages of mailboxes, their folders and messages, and of the accounts' index.
final class MailboxDamages {

    private MailboxDamages() {}

    static Stream<Damage> all() {
        return Stream.of(
                damage("short name", FindingKind.UNREADABLE_MESSAGE_NAMES, store -> {
                    store.file(store.inbox("ken").resolve("12-000010.MSG"), "");
                    store.file(store.inbox("ken").resolve("0000000002-000090.MSG"), "");
                }),
                damage(
                        "UID 0",
                        FindingKind.UNREADABLE_MESSAGE_NAMES,
                        store -> store.file(store.inbox("ken").resolve("0000000000-000010.MSG"), "")),
                damage(
                        "directory named as a message",
                        FindingKind.UNREADABLE_MESSAGE_NAMES,
                        store -> store.directory(store.inbox("ken").resolve("0000000002-000010.MSG"))),
                damage(
                        "no uid",
                        FindingKind.UID_FILE_MISSING,
                        store -> store.delete(store.inbox("ken").resolve("uid"))),
                damage(
                        "uid behind",
                        FindingKind.UID_FILE_BEHIND,
                        store -> store.file(store.inbox("ken").resolve("uid"), "5")),
                damage(
                        "uid no number",
                        FindingKind.UID_FILE_NOT_A_NUMBER,
                        store -> store.file(store.inbox("ken").resolve("uid"), "abc")),
                damage(
                        "empty uid",
                        FindingKind.UID_FILE_NOT_A_NUMBER,
                        store -> store.file(
                                store.root("ken").resolve(HealthyStore.DRAFTS).resolve("uid"), "")),
                damage(
                        "duplicates",
                        FindingKind.DUPLICATE_UIDS,
                        store -> store.file(store.inbox("ken").resolve("0000000001-100000.MSG"), "")),
                damage(
                        "above 2^31",
                        FindingKind.UID_ABOVE_2_31,
                        store -> store.file(store.inbox("ken").resolve("uid"), "2147483649")),
                damage(
                        "near 2^32",
                        FindingKind.UID_NEAR_2_32,
                        store -> store.file(store.inbox("ken").resolve("uid"), "4000000000")),
                damage("caution", FindingKind.MANY_MESSAGES, store -> fill(store, 999)),
                damage("danger", FindingKind.TOO_MANY_MESSAGES, store -> fill(store, 4_999)),
                damage("red", FindingKind.MANY_ARRIVALS, store -> {
                    for (int i = 10; i < 10_010; i++) {
                        store.file(store.root("ken").resolve("B%010d.MSG".formatted(i)), "");
                    }
                }),
                damage(
                        "old lock of a root",
                        FindingKind.STALE_LOCK,
                        store -> store.fileOfAge(store.root("ken").resolve("$lockfile"), 301)),
                damage(
                        "old lock of a folder",
                        FindingKind.STALE_LOCK,
                        store -> store.fileOfAge(store.inbox("ken").resolve("$lockfile"), 31)),
                damage("left-overs", FindingKind.LEFT_OVERS, store -> {
                    store.file(store.inbox("ken").resolve("0000000001-000010.~SG"), "");
                    store.file(store.inbox("ken").resolve("0000000006-100000.$SG"), "");
                    store.file(store.inbox("ken").resolve("~0000000001-000010.MSG"), "");
                }),
                damage(
                        "temporary file of ours",
                        FindingKind.TEMPORARY_FILES,
                        store -> store.file(store.inbox("ken").resolve("uid.tmp"), "6")),
                damage(
                        "half an arrival",
                        FindingKind.TEMPORARY_FILES,
                        store -> store.file(store.root("ken").resolve("B0000000009-T.MSG.tmp"), "6")),
                damage("mailbox put aside", FindingKind.PUT_ASIDE, store -> {
                    store.file(store.root("~yumi").resolve("inbox").resolve("uid"), "abc");
                }),
                damage(
                        "folder put aside",
                        FindingKind.PUT_ASIDE,
                        store -> store.file(store.root("ken").resolve("~Old").resolve("uid"), "abc")),
                damage("no account", FindingKind.FOLDER_WITHOUT_ACCOUNT, store -> store.index("hana")),
                damage("no folder", FindingKind.ACCOUNT_WITHOUT_FOLDER, store -> store.index("hana", "ken", "yumi")),
                damage(
                        "obfuscated password",
                        FindingKind.OBFUSCATED_APOP_DAT,
                        store -> store.file(store.root("ken").resolve("apop.dat"), "\u00ffabc")),
                damage("no modified UTF-7", FindingKind.UNDECODABLE_FOLDER_NAME, store -> {
                    store.file(store.root("ken").resolve("R&D").resolve("uid"), "1");
                    store.file(store.root("ken").resolve("R&D").resolve("2025").resolve("uid"), "1");
                }),
                damage(
                        "over the limit",
                        FindingKind.OVER_SIZE_LIMIT,
                        store -> store.file(
                                store.root("ken").resolve("B0000000002.MSG"),
                                HealthyStore.message().repeat(40))),
                damage(
                        "linked message",
                        FindingKind.LEADS_OUT_OF_STORE,
                        store -> store.link(
                                store.inbox("ken").resolve("0000000002-000010.MSG"), store.work.resolve("db"))),
                damage("linked uid", FindingKind.LEADS_OUT_OF_STORE, store -> {
                    store.delete(store.inbox("ken").resolve("uid"));
                    store.link(
                            store.inbox("ken").resolve("uid"),
                            store.inbox("hana").resolve("uid"));
                }),
                damage(
                        "linked folder",
                        FindingKind.LEADS_OUT_OF_STORE,
                        store -> store.link(store.root("ken").resolve("Elsewhere"), store.work)),
                damage("linked mailbox", FindingKind.LEADS_OUT_OF_STORE, store -> {
                    store.index("hana", "ken", "yumi");
                    store.link(store.root("yumi"), store.work);
                }),
                damage(
                        "vendor's index",
                        FindingKind.VENDOR_MANAGED_INDEX,
                        store -> store.file(store.work.resolve("db/a.example.idx"), "\0\1\2\3")),
                damage(
                        "no index",
                        FindingKind.NO_ACCOUNT_INDEX,
                        store -> store.delete(store.work.resolve("db/a.example.idx"))),
                damage(
                        "damaged index",
                        FindingKind.DAMAGED_INDEX,
                        store -> store.file(store.work.resolve("db/a.example.idx"), "#epost-idx 1 a.example\nhana\n")),
                bsd("twins", FindingKind.MAILBOX_TWINS, store -> store.directory(store.root("KEN"))),
                bsd("folder twins", FindingKind.FOLDER_TWINS, store -> {
                    store.file(store.root("ken").resolve("Work").resolve("uid"), "1");
                    store.file(store.root("ken").resolve("work").resolve("uid"), "1");
                }),
                deep(
                        "obfuscated",
                        FindingKind.OBFUSCATED_MESSAGES,
                        store -> store.file(store.inbox("ken").resolve("0000000001-000010.MSG"), "\u00ffabc\nde")),
                deep(
                        "zero length",
                        FindingKind.ZERO_LENGTH_MESSAGES,
                        store -> store.file(store.root("ken").resolve("B0000000001.MSG"), "")),
                deep(
                        "bare line feeds",
                        FindingKind.BARE_LINE_FEEDS,
                        store -> store.file(store.inbox("ken").resolve("0000000001-000010.MSG"), "Subject: a\n\nb\n")),
                deep(
                        "no header",
                        FindingKind.BROKEN_HEADERS,
                        store -> store.file(store.inbox("ken").resolve("0000000001-000010.MSG"), "sakura\r\n")),
                deep(
                        "text right behind the header",
                        FindingKind.BROKEN_HEADERS,
                        store -> store.file(
                                store.inbox("ken").resolve("0000000001-000010.MSG"), "Subject: haru\r\nsakura no\r\n")),
                deep(
                        "CRLF and LF",
                        FindingKind.MIXED_LINE_ENDS,
                        store -> store.file(
                                store.inbox("ken").resolve("0000000001-000010.MSG"), "Subject: a\r\n\r\nb\nc\r\n")),
                deep(
                        "single dot",
                        FindingKind.NOT_DOT_STUFFED,
                        store -> store.file(
                                store.root("ken").resolve("B0000000001.MSG"), "Subject: a\r\n\r\n.b\r\n.\r\n")),
                damage(
                        "copied into INBOX",
                        FindingKind.COUNTED_TWICE,
                        store -> store.file(store.root("ken").resolve("imap.idx"), "", 0)),
                damage("hidden", FindingKind.HIDDEN_FOLDER, store -> store.hidden(store.root("ken"))),
                damage(
                        "folder named as a file",
                        FindingKind.RESERVED_FOLDER_NAME,
                        store -> store.directory(store.inbox("ken").resolve("fetch"))),
                bsd(
                        "device of Windows",
                        FindingKind.WINDOWS_UNFIT_FOLDER_NAME,
                        store -> store.directory(store.root("ken").resolve("aux.old"))),
                bsd(
                        "INBOX in upper case",
                        FindingKind.INBOX_WRONG_CASE,
                        store -> store.rename(store.inbox("ken"), "INBOX")),
                damage(
                        "no apop.dat",
                        FindingKind.APOP_DAT_MISSING,
                        store -> store.delete(store.root("ken").resolve("apop.dat"))),
                damage(
                        "apop.dat of another",
                        FindingKind.APOP_DAT_DIFFERS,
                        store -> store.file(store.root("ken").resolve("apop.dat"), "yama-no-oto\n")),
                damage("apop.dat for nothing", FindingKind.APOP_DAT_UNWANTED, store -> {
                    store.index("hana", "ken", "rei");
                    store.mailbox("rei");
                    store.replace(store.work.resolve("db/a.example.idx"), "Rei\tHome\t1\t1", "Rei\tHome\t0\t0");
                }),
                damage(
                        "another size",
                        FindingKind.SIZE_CTL_DIFFERS,
                        store -> store.file(store.root("ken").resolve("size.ctl"), "2000")),
                damage(
                        "too long to be read",
                        FindingKind.NOT_READABLE,
                        store -> store.file(store.root("ken").resolve("ims.ctl"), ";".repeat((1 << 20) + 1))),
                bsd(
                        "root of another owner",
                        FindingKind.FOREIGN_OWNER,
                        store -> store.owner(store.root("ken"), "yumi")),
                bsd(
                        "control file of another owner",
                        FindingKind.FOREIGN_OWNER,
                        store -> store.owner(store.root("ken").resolve("ims.ctl"), "yumi")),
                bsd(
                        "folder of another owner",
                        FindingKind.FOREIGN_OWNER,
                        store -> store.owner(store.inbox("ken"), "yumi")),
                bsd(
                        "a folder that cannot be written",
                        FindingKind.NOT_WRITABLE,
                        store -> store.permissions(store.root("ken").resolve(HealthyStore.DRAFTS), "r-xr-x---")),
                bsd(
                        "folder for all",
                        FindingKind.WRITABLE_BY_ALL,
                        store -> store.permissions(store.inbox("ken"), "rwxrwxrwx")),
                bsd("open door", FindingKind.PASSWORDS_READABLE_BY_ALL, store -> {
                    for (Path at = store.root("ken"); at != null; at = at.getParent()) {
                        store.permissions(at, "rwxr-x--x");
                    }
                }));
    }

    private static void fill(HealthyStore store, int more) {
        for (int i = 1; i <= more; i++) {
            store.file(store.inbox("ken").resolve("%010d-100000.MSG".formatted(i + 5)), "");
        }
        store.file(store.inbox("ken").resolve("uid"), Integer.toString(more + 6));
    }
}
