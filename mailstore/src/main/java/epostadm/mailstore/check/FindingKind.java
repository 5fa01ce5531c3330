package epostadm.mailstore.check;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Every kind of [Finding], with the id under which documents and scripts know it and how much it matters.
///
/// Ids are never given twice and never change; a new kind gets the next number of its family. docs/findings.md.
public enum FindingKind {

    // UIDs of an IMAP folder.

    UID_FILE_MISSING("EP-UID-001", Severity.ERROR),
    DUPLICATE_UIDS("EP-UID-002", Severity.ERROR),
    UID_FILE_BEHIND("EP-UID-003", Severity.ERROR),
    UID_FILE_NOT_A_NUMBER("EP-UID-004", Severity.ERROR),
    UID_ABOVE_2_31("EP-UID-005", Severity.WARNING),
    UID_NEAR_2_32("EP-UID-006", Severity.ERROR),

    // Message files.

    UNREADABLE_MESSAGE_NAMES("EP-MSG-001", Severity.WARNING),
    LEFT_OVERS("EP-MSG-002", Severity.WARNING),
    ZERO_LENGTH_MESSAGES("EP-MSG-003", Severity.WARNING),
    OBFUSCATED_MESSAGES("EP-MSG-004", Severity.WARNING),
    BROKEN_HEADERS("EP-MSG-005", Severity.WARNING),
    BARE_LINE_FEEDS("EP-MSG-006", Severity.NOTE),
    MIXED_LINE_ENDS("EP-MSG-007", Severity.NOTE),
    NOT_DOT_STUFFED("EP-MSG-008", Severity.WARNING),
    MANY_MESSAGES("EP-MSG-009", Severity.WARNING),
    TOO_MANY_MESSAGES("EP-MSG-010", Severity.ERROR),

    // A mailbox root.

    MANY_ARRIVALS("EP-ROOT-001", Severity.ERROR),
    OVER_SIZE_LIMIT("EP-ROOT-002", Severity.WARNING),
    COUNTED_TWICE("EP-ROOT-003", Severity.NOTE),
    PUT_ASIDE("EP-ROOT-004", Severity.NOTE),

    // What somebody forgot to take away.

    STALE_LOCK("EP-LOCK-001", Severity.WARNING),
    TEMPORARY_FILES("EP-LOCK-002", Severity.NOTE),

    // Control files.

    UPPER_CASE_CONTROL_FILE("EP-CTL-001", Severity.WARNING),
    UNKNOWN_KEYS("EP-CTL-002", Severity.WARNING),
    UNKNOWN_LINES("EP-CTL-003", Severity.WARNING),
    SIZE_CTL_NOT_A_NUMBER("EP-CTL-004", Severity.WARNING),
    REPLY_TEXT_ENCODING("EP-CTL-005", Severity.WARNING),
    REPLY_SUBJECT_ENCODING("EP-CTL-006", Severity.WARNING),
    FORWARD_AND_REPLY("EP-CTL-007", Severity.NOTE),
    SENDER_DAT_OPEN_END("EP-CTL-008", Severity.WARNING),
    OPEN_RELAY("EP-CTL-009", Severity.ERROR),
    NULL_SENDER_LINE_MISSING("EP-CTL-010", Severity.WARNING),
    HOPELESS_PATTERNS("EP-CTL-011", Severity.WARNING),
    MAIL_DAT_ENCODING("EP-CTL-012", Severity.WARNING),
    DNSBLS_NOT_CHECKED("EP-CTL-013", Severity.NOTE),

    // Forwarding.

    FORWARD_LIST_MISSING("EP-FWD-001", Severity.ERROR),
    FORWARD_LIST_FOREIGN_PATH("EP-FWD-002", Severity.WARNING),
    FORWARD_LIST_OUTSIDE_STORE("EP-FWD-003", Severity.WARNING),
    FORWARD_NO_ADDRESS("EP-FWD-004", Severity.WARNING),
    FORWARD_TO_UNKNOWN("EP-FWD-005", Severity.WARNING),
    FORWARD_TO_RETIRED("EP-FWD-006", Severity.WARNING),
    FORWARD_LOOP("EP-FWD-007", Severity.ERROR),
    FORWARD_THROUGH_ADMINISTRATOR("EP-FWD-008", Severity.WARNING),
    DISCARD_WITHOUT_FORWARD("EP-FWD-009", Severity.ERROR),

    // The alias table.

    DUPLICATE_ALIAS("EP-ALIAS-001", Severity.NOTE),
    SHADOWED_ALIAS("EP-ALIAS-002", Severity.WARNING),
    ALIAS_UNKNOWN_TARGET("EP-ALIAS-003", Severity.WARNING),
    ALIAS_RETIRED_TARGET("EP-ALIAS-004", Severity.WARNING),
    ALIAS_CIRCLE("EP-ALIAS-005", Severity.ERROR),
    ALIAS_HIDES_ACCOUNT("EP-ALIAS-006", Severity.NOTE),
    UNREADABLE_ALIAS_LINES("EP-ALIAS-007", Severity.WARNING),

    // Accounts, against their mailboxes and their files.

    FOLDER_WITHOUT_ACCOUNT("EP-ACC-001", Severity.WARNING),
    ACCOUNT_WITHOUT_FOLDER("EP-ACC-002", Severity.NOTE),
    MAILBOX_TWINS("EP-ACC-003", Severity.ERROR),
    VENDOR_MANAGED_INDEX("EP-ACC-004", Severity.NOTE),
    NO_ACCOUNT_INDEX("EP-ACC-005", Severity.WARNING),
    DAMAGED_INDEX("EP-ACC-006", Severity.ERROR),
    OBFUSCATED_APOP_DAT("EP-ACC-007", Severity.WARNING),
    APOP_DAT_MISSING("EP-ACC-008", Severity.WARNING),
    APOP_DAT_UNWANTED("EP-ACC-009", Severity.WARNING),
    APOP_DAT_DIFFERS("EP-ACC-010", Severity.WARNING),
    SIZE_CTL_DIFFERS("EP-ACC-011", Severity.WARNING),

    // Names of folders.

    UNDECODABLE_FOLDER_NAME("EP-NAME-001", Severity.WARNING),
    FOLDER_TWINS("EP-NAME-002", Severity.WARNING),
    HIDDEN_FOLDER("EP-NAME-003", Severity.NOTE),
    RESERVED_FOLDER_NAME("EP-NAME-004", Severity.WARNING),
    WINDOWS_UNFIT_FOLDER_NAME("EP-NAME-005", Severity.NOTE),
    INBOX_WRONG_CASE("EP-NAME-006", Severity.WARNING),

    // The queue.

    BODIES_WITHOUT_ENVELOPE("EP-QUEUE-001", Severity.WARNING),
    ENVELOPES_WITHOUT_BODY("EP-QUEUE-002", Severity.WARNING),
    DAMAGED_ENVELOPE("EP-QUEUE-003", Severity.ERROR),
    DEAD_GROWN_LARGE("EP-QUEUE-004", Severity.WARNING),
    MX_CACHE_GROWN_LARGE("EP-QUEUE-005", Severity.NOTE),
    VIRUS_LOG_GROWN_LARGE("EP-QUEUE-006", Severity.WARNING),
    OTHER_ENVELOPE("EP-QUEUE-007", Severity.WARNING),
    QUEUED_TWICE("EP-QUEUE-008", Severity.WARNING),
    EMPTY_QUEUE_DOMAINS("EP-QUEUE-009", Severity.NOTE),
    UNFIT_QUEUE_DOMAIN("EP-QUEUE-010", Severity.WARNING),
    STRAYS_IN_QUEUE("EP-QUEUE-011", Severity.NOTE),

    // Files, their owners and their volume.

    LEADS_OUT_OF_STORE("EP-DISK-001", Severity.ERROR),
    NOT_READABLE("EP-DISK-002", Severity.ERROR),
    FOREIGN_OWNER("EP-DISK-003", Severity.WARNING),
    WRITABLE_BY_ALL("EP-DISK-004", Severity.WARNING),
    PASSWORDS_READABLE_BY_ALL("EP-DISK-005", Severity.WARNING),
    DISK_NEARLY_FULL("EP-DISK-006", Severity.WARNING),
    INODES_NEARLY_USED("EP-DISK-007", Severity.WARNING);

    private final String id;
    private final Severity severity;

    FindingKind(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /// `EP-UID-003`.
    public String id() {
        return id;
    }

    /// `EP-UID`.
    public String family() {
        return id.substring(0, id.lastIndexOf('-'));
    }

    public Severity severity() {
        return severity;
    }

    /// The kind of that id, whatever its case; `EP-` may be left out.
    public static Optional<FindingKind> ofId(String id) {
        return Stream.of(values()).filter(kind -> meant(kind.id, id)).findFirst();
    }

    /// Whether `typed` is the kind's id or its family's.
    public boolean isMeantBy(String typed) {
        return meant(id, typed) || meant(family(), typed);
    }

    private static boolean meant(String id, String typed) {
        String upperCase = typed.strip().toUpperCase(Locale.ROOT);
        return id.equals(upperCase) || id.equals("EP-" + upperCase);
    }

    static FindingKind of(Finding finding) {
        return switch (finding) {
            case Finding.UidFileMissing _ -> UID_FILE_MISSING;
            case Finding.DuplicateUids _ -> DUPLICATE_UIDS;
            case Finding.UidFileBehind _ -> UID_FILE_BEHIND;
            case Finding.UidFileNotANumber _ -> UID_FILE_NOT_A_NUMBER;
            case Finding.UidAbove2To31 _ -> UID_ABOVE_2_31;
            case Finding.UidNear2To32 _ -> UID_NEAR_2_32;
            case Finding.UnreadableMessageNames _ -> UNREADABLE_MESSAGE_NAMES;
            case Finding.LeftOvers _ -> LEFT_OVERS;
            case Finding.ZeroLengthMessages _ -> ZERO_LENGTH_MESSAGES;
            case Finding.ObfuscatedMessages _ -> OBFUSCATED_MESSAGES;
            case Finding.BrokenHeaders _ -> BROKEN_HEADERS;
            case Finding.BareLineFeeds _ -> BARE_LINE_FEEDS;
            case Finding.MixedLineEnds _ -> MIXED_LINE_ENDS;
            case Finding.NotDotStuffed _ -> NOT_DOT_STUFFED;
            case Finding.OverSizeLimit _ -> OVER_SIZE_LIMIT;
            case Finding.CountedTwice _ -> COUNTED_TWICE;
            case Finding.PutAside _ -> PUT_ASIDE;
            case Finding.StaleLock _ -> STALE_LOCK;
            case Finding.TemporaryFiles _ -> TEMPORARY_FILES;
            case ControlFinding.UpperCaseControlFile _ -> UPPER_CASE_CONTROL_FILE;
            case ControlFinding.UnknownKeys _ -> UNKNOWN_KEYS;
            case ControlFinding.UnknownLines _ -> UNKNOWN_LINES;
            case ControlFinding.SizeCtlNotANumber _ -> SIZE_CTL_NOT_A_NUMBER;
            case ControlFinding.ReplyTextEncoding _ -> REPLY_TEXT_ENCODING;
            case ControlFinding.ReplySubjectEncoding _ -> REPLY_SUBJECT_ENCODING;
            case ControlFinding.ForwardAndReply _ -> FORWARD_AND_REPLY;
            case ControlFinding.SenderDatOpenEnd _ -> SENDER_DAT_OPEN_END;
            case ControlFinding.OpenRelay _ -> OPEN_RELAY;
            case ControlFinding.NullSenderLineMissing _ -> NULL_SENDER_LINE_MISSING;
            case ControlFinding.HopelessPatterns _ -> HOPELESS_PATTERNS;
            case ControlFinding.MailDatEncoding _ -> MAIL_DAT_ENCODING;
            case ControlFinding.DnsblsNotChecked _ -> DNSBLS_NOT_CHECKED;
            case ForwardFinding.ForwardListMissing _ -> FORWARD_LIST_MISSING;
            case ForwardFinding.ForwardListForeignPath _ -> FORWARD_LIST_FOREIGN_PATH;
            case ForwardFinding.ForwardListOutsideStore _ -> FORWARD_LIST_OUTSIDE_STORE;
            case ForwardFinding.ForwardNoAddress _ -> FORWARD_NO_ADDRESS;
            case ForwardFinding.ForwardToUnknown _ -> FORWARD_TO_UNKNOWN;
            case ForwardFinding.ForwardToRetired _ -> FORWARD_TO_RETIRED;
            case ForwardFinding.ForwardLoop _ -> FORWARD_LOOP;
            case ForwardFinding.ForwardThroughAdministrator _ -> FORWARD_THROUGH_ADMINISTRATOR;
            case ForwardFinding.DiscardWithoutForward _ -> DISCARD_WITHOUT_FORWARD;
            case AliasFinding.DuplicateAlias _ -> DUPLICATE_ALIAS;
            case AliasFinding.ShadowedAlias _ -> SHADOWED_ALIAS;
            case AliasFinding.AliasUnknownTarget _ -> ALIAS_UNKNOWN_TARGET;
            case AliasFinding.AliasRetiredTarget _ -> ALIAS_RETIRED_TARGET;
            case AliasFinding.AliasCircle _ -> ALIAS_CIRCLE;
            case AliasFinding.AliasHidesAccount _ -> ALIAS_HIDES_ACCOUNT;
            case AliasFinding.UnreadableAliasLines _ -> UNREADABLE_ALIAS_LINES;
            case Finding.FolderWithoutAccount _ -> FOLDER_WITHOUT_ACCOUNT;
            case Finding.AccountWithoutFolder _ -> ACCOUNT_WITHOUT_FOLDER;
            case Finding.MailboxTwins _ -> MAILBOX_TWINS;
            case Finding.VendorManagedIndex _ -> VENDOR_MANAGED_INDEX;
            case Finding.NoAccountIndex _ -> NO_ACCOUNT_INDEX;
            case Finding.DamagedIndex _ -> DAMAGED_INDEX;
            case Finding.ObfuscatedApopDat _ -> OBFUSCATED_APOP_DAT;
            case Finding.ApopDatMissing _ -> APOP_DAT_MISSING;
            case Finding.ApopDatUnwanted _ -> APOP_DAT_UNWANTED;
            case Finding.ApopDatDiffers _ -> APOP_DAT_DIFFERS;
            case Finding.SizeCtlDiffers _ -> SIZE_CTL_DIFFERS;
            case Finding.UndecodableFolderName _ -> UNDECODABLE_FOLDER_NAME;
            case Finding.FolderTwins _ -> FOLDER_TWINS;
            case Finding.HiddenFolder _ -> HIDDEN_FOLDER;
            case Finding.ReservedFolderName _ -> RESERVED_FOLDER_NAME;
            case Finding.WindowsUnfitFolderName _ -> WINDOWS_UNFIT_FOLDER_NAME;
            case Finding.InboxWrongCase _ -> INBOX_WRONG_CASE;
            case SiteFinding.BodiesWithoutEnvelope _ -> BODIES_WITHOUT_ENVELOPE;
            case SiteFinding.EnvelopesWithoutBody _ -> ENVELOPES_WITHOUT_BODY;
            case SiteFinding.DamagedEnvelope _ -> DAMAGED_ENVELOPE;
            case SiteFinding.OtherEnvelope _ -> OTHER_ENVELOPE;
            case SiteFinding.QueuedTwice _ -> QUEUED_TWICE;
            case SiteFinding.EmptyQueueDomains _ -> EMPTY_QUEUE_DOMAINS;
            case SiteFinding.UnfitQueueDomain _ -> UNFIT_QUEUE_DOMAIN;
            case SiteFinding.StraysInQueue _ -> STRAYS_IN_QUEUE;
            case Finding.LeadsOutOfStore _ -> LEADS_OUT_OF_STORE;
            case Finding.NotReadable _ -> NOT_READABLE;
            case Finding.ForeignOwner _ -> FOREIGN_OWNER;
            case Finding.WritableByAll _ -> WRITABLE_BY_ALL;
            case Finding.PasswordsReadableByAll _ -> PASSWORDS_READABLE_BY_ALL;
            case SiteFinding.DiskNearlyFull _ -> DISK_NEARLY_FULL;
            case SiteFinding.InodesNearlyUsed _ -> INODES_NEARLY_USED;
            case Finding.ManyMessages many -> ofMany(many);
            case SiteFinding.GrownLarge large ->
                switch (large.heap()) {
                    case DEAD -> DEAD_GROWN_LARGE;
                    case MX_CACHE -> MX_CACHE_GROWN_LARGE;
                    case VIRUS_LOG -> VIRUS_LOG_GROWN_LARGE;
                };
        };
    }

    private static FindingKind ofMany(Finding.ManyMessages many) {
        if (many.arrivals()) {
            return MANY_ARRIVALS;
        }
        return many.limit() == FolderCheck.CAUTION ? MANY_MESSAGES : TOO_MANY_MESSAGES;
    }
}
