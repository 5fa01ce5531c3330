package epostadm.cli.command;

import epostadm.cli.console.Texts;
import epostadm.mailstore.check.Finding;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/// What the findings about a store are called: a token for programs, a sentence for people.
final class FindingTexts {

    private final Texts messages;

    FindingTexts(Texts messages) {
        this.messages = messages;
    }

    /// The kind of finding and the facts that its sentence names.
    private record Said(String token, Object... facts) {}

    String token(Finding finding) {
        return said(finding).token;
    }

    String sentence(Finding finding) {
        Said said = said(finding);
        return messages.text("finding." + said.token, said.facts);
    }

    List<String> tokens(List<Finding> findings) {
        return each(findings, this::token);
    }

    List<String> sentences(List<Finding> findings) {
        return each(findings, this::sentence);
    }

    private static List<String> each(List<Finding> findings, Function<Finding, String> text) {
        return findings.stream().map(text).toList();
    }

    private static Said said(Finding finding) {
        return switch (finding) {
            case Finding.UnreadableMessageNames f -> new Said("unreadable-message-names", f.count(), f.first());
            case Finding.UidFileMissing f -> new Said("uid-file-missing", f.expected());
            case Finding.UidFileBehind f -> new Said("uid-file-behind", f.found(), f.expected());
            case Finding.UidFileNotANumber f -> new Said("uid-file-not-a-number", f.found(), f.expected());
            case Finding.DuplicateUids f -> new Said("duplicate-uids", f.count(), f.first());
            case Finding.UidAbove2To31 f -> new Said("uid-above-2-31", f.uidNext());
            case Finding.UidNear2To32 f -> new Said("uid-near-2-32", f.uidNext(), f.left());
            case Finding.ManyMessages f ->
                new Said(f.arrivals() ? "many-arrivals" : "many-messages", f.count(), f.limit());
            case Finding.StaleLock f ->
                new Said("stale-lock", name(f.place()), f.modified().truncatedTo(ChronoUnit.SECONDS));
            case Finding.LeftOvers f -> new Said("left-overs", f.count(), f.first());
            case Finding.TemporaryFiles f -> new Said("temporary-files", f.count(), f.first());
            case Finding.UndecodableFolderName f -> new Said("undecodable-folder-name", name(f.place()));
            case Finding.FolderTwins f -> new Said("folder-twins", String.join(", ", f.names()));
            case Finding.ObfuscatedMessages f -> new Said("obfuscated-messages", f.count(), f.first());
            case Finding.ZeroLengthMessages f -> new Said("zero-length-messages", f.count(), f.first());
            case Finding.BareLineFeeds f -> new Said("bare-line-feeds", f.count(), f.first());
            case Finding.OverSizeLimit f -> new Said("over-size-limit", f.use(), f.limit());
            case Finding.ObfuscatedApopDat f -> new Said("obfuscated-apop-dat", name(f.place()));
            case Finding.PutAside _ -> new Said("put-aside");
            case Finding.FolderWithoutAccount _ -> new Said("folder-without-account");
            case Finding.AccountWithoutFolder _ -> new Said("account-without-folder");
            case Finding.MailboxTwins f -> new Said("mailbox-twins", String.join(", ", f.names()));
            case Finding.LeadsOutOfStore f -> new Said("leads-out-of-store", name(f.place()));
            case Finding.NotReadable f -> new Said("not-readable", name(f.place()), f.reason());
            case Finding.VendorManagedIndex f -> new Said("vendor-managed-index", name(f.place()));
            case Finding.NoAccountIndex f -> new Said("no-account-index", name(f.place()));
            case Finding.DamagedIndex f -> new Said("damaged-index", name(f.place()), f.line(), f.found());
        };
    }

    private static String name(Path place) {
        return place.getFileName().toString();
    }
}
