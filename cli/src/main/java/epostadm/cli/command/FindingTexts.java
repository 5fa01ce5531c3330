package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.AliasFinding;
import epostadm.mailstore.check.ControlFinding;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.ForwardFinding;
import epostadm.mailstore.check.SiteFinding;
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

    String token(Finding finding) {
        return Tokens.of(finding.kind());
    }

    String sentence(Finding finding) {
        return messages.text("finding." + token(finding), facts(finding));
    }

    /// The stable ids of the kinds.
    static List<String> ids(List<Finding> findings) {
        return findings.stream().map(finding -> finding.kind().id()).toList();
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

    /// What the sentence names, in its order.
    private static Object[] facts(Finding finding) {
        return switch (finding) {
            case Finding.UnreadableMessageNames f -> of(f.count(), f.first());
            case Finding.UidFileMissing f -> of(f.expected());
            case Finding.UidFileBehind f -> of(f.found(), f.expected());
            case Finding.UidFileNotANumber f -> of(f.found(), f.expected());
            case Finding.DuplicateUids f -> of(f.count(), f.first());
            case Finding.UidAbove2To31 f -> of(f.uidNext());
            case Finding.UidNear2To32 f -> of(f.uidNext(), f.left());
            case Finding.ManyMessages f -> of(f.count(), f.limit());
            case Finding.StaleLock f -> of(name(f.place()), f.modified().truncatedTo(ChronoUnit.SECONDS));
            case Finding.LeftOvers f -> of(f.count(), f.first());
            case Finding.TemporaryFiles f -> of(f.count(), f.first());
            case Finding.UndecodableFolderName f -> of(name(f.place()));
            case Finding.FolderTwins f -> of(String.join(", ", f.names()));
            case Finding.ObfuscatedMessages f -> of(f.count(), f.first());
            case Finding.ZeroLengthMessages f -> of(f.count(), f.first());
            case Finding.BareLineFeeds f -> of(f.count(), f.first());
            case Finding.OverSizeLimit f -> of(f.use(), f.limit());
            case Finding.ObfuscatedApopDat f -> of(name(f.place()));
            case Finding.PutAside _ -> of();
            case Finding.FolderWithoutAccount _ -> of();
            case Finding.AccountWithoutFolder _ -> of();
            case Finding.MailboxTwins f -> of(String.join(", ", f.names()));
            case Finding.LeadsOutOfStore f -> of(name(f.place()));
            case Finding.NotReadable f -> of(name(f.place()), f.reason());
            case Finding.VendorManagedIndex f -> of(name(f.place()));
            case Finding.NoAccountIndex f -> of(name(f.place()));
            case Finding.MixedLineEnds f -> of(f.count(), f.first());
            case Finding.NotDotStuffed f -> of(f.count(), f.first());
            case Finding.BrokenHeaders f -> of(f.count(), f.first());
            case Finding.HiddenFolder f -> of(name(f.place()));
            case Finding.ReservedFolderName f -> of(name(f.place()));
            case Finding.WindowsUnfitFolderName f -> of(name(f.place()));
            case Finding.InboxWrongCase f -> of(name(f.place()), f.expected());
            case Finding.CountedTwice f -> of(f.count(), f.bytes());
            case Finding.ApopDatMissing _ -> of();
            case Finding.ApopDatUnwanted f -> of(name(f.place()));
            case Finding.ApopDatDiffers f -> of(name(f.place()));
            case Finding.SizeCtlDiffers f -> of(f.found(), f.expected());
            case Finding.ForeignOwner f -> of(name(f.place()), f.owner(), f.expected());
            case Finding.WritableByAll f -> of(name(f.place()), f.permissions());
            case Finding.PasswordsReadableByAll f ->
                of(f.count(), f.first().getParent().getFileName());
            case ControlFinding f -> control(f);
            case ForwardFinding f -> forward(f);
            case AliasFinding f -> alias(f);
            case SiteFinding f -> site(f);
            case Finding.DamagedIndex f -> of(name(f.place()), f.line(), f.found());
        };
    }

    private static Object[] control(ControlFinding finding) {
        return switch (finding) {
            case ControlFinding.UpperCaseControlFile f -> of(name(f.place()), f.expected());
            case ControlFinding.UnknownKeys f -> of(name(f.place()), f.count(), f.line(), f.first());
            case ControlFinding.UnknownLines f -> of(name(f.place()), f.count(), f.line(), f.first());
            case ControlFinding.SizeCtlNotANumber f -> of(name(f.place()), f.found());
            case ControlFinding.ReplyTextEncoding f -> of(name(f.place()), f.found());
            case ControlFinding.ReplySubjectEncoding f -> of(name(f.place()), f.found());
            case ControlFinding.ForwardAndReply f -> of(name(f.place()));
            case ControlFinding.SenderDatOpenEnd f -> of(name(f.place()), f.line());
            case ControlFinding.OpenRelay f -> of(name(f.place()), f.line(), f.text());
            case ControlFinding.NullSenderLineMissing f -> of(name(f.place()));
            case ControlFinding.HopelessPatterns f -> of(name(f.place()), f.count(), f.line(), f.first());
            case ControlFinding.MailDatEncoding f -> of(name(f.place()));
            case ControlFinding.DnsblsNotChecked f -> of(name(f.place()), f.count());
        };
    }

    private static Object[] forward(ForwardFinding finding) {
        return switch (finding) {
            case ForwardFinding.ForwardListMissing f -> of(f.target());
            case ForwardFinding.ForwardListForeignPath f -> of(f.target(), name(f.local()));
            case ForwardFinding.ForwardListOutsideStore f -> of(f.target(), name(f.local()));
            case ForwardFinding.ForwardNoAddress f -> of(f.target());
            case ForwardFinding.ForwardToUnknown f -> of(f.address());
            case ForwardFinding.ForwardToRetired f -> of(f.address());
            case ForwardFinding.ForwardLoop f -> of(circle(f.addresses()));
            case ForwardFinding.ForwardThroughAdministrator f -> of(f.address());
            case ForwardFinding.DiscardWithoutForward f -> of(name(f.place()));
        };
    }

    private static Object[] alias(AliasFinding finding) {
        return switch (finding) {
            case AliasFinding.DuplicateAlias f -> of(f.line(), f.alias(), f.first());
            case AliasFinding.ShadowedAlias f -> of(f.line(), f.alias(), f.first());
            case AliasFinding.AliasUnknownTarget f -> of(f.line(), f.alias(), f.address());
            case AliasFinding.AliasRetiredTarget f -> of(f.line(), f.alias(), f.address());
            case AliasFinding.AliasCircle f -> of(f.line(), circle(f.addresses()));
            case AliasFinding.AliasHidesAccount f -> of(f.line(), f.alias());
            case AliasFinding.UnreadableAliasLines f -> of(f.count(), f.line());
        };
    }

    private static Object[] site(SiteFinding finding) {
        return switch (finding) {
            case SiteFinding.BodiesWithoutEnvelope f -> of(f.count(), f.first());
            case SiteFinding.EnvelopesWithoutBody f -> of(f.count(), f.first());
            case SiteFinding.DamagedEnvelope f -> of(name(f.place()), f.line(), f.found(), f.expected());
            case SiteFinding.OtherEnvelope f -> of(name(f.place()), f.named());
            case SiteFinding.QueuedTwice f -> of(name(f.place()), f.others(), f.first());
            case SiteFinding.EmptyQueueDomains f -> of(f.count(), f.first());
            case SiteFinding.UnfitQueueDomain f -> of(f.count(), f.first());
            case SiteFinding.StraysInQueue f -> of(f.count(), f.first());
            case SiteFinding.GrownLarge f -> of(f.count(), ByteSize.text(f.bytes()));
            case SiteFinding.DiskNearlyFull f -> of(ByteSize.text(f.usable()), ByteSize.text(f.total()));
            case SiteFinding.InodesNearlyUsed f -> of(f.free(), f.total());
        };
    }

    private static Object[] of(Object... facts) {
        return facts;
    }

    private static String circle(List<String> addresses) {
        return String.join(" -> ", addresses) + " -> " + addresses.getFirst();
    }

    private static String name(Path place) {
        return place.getFileName().toString();
    }
}
