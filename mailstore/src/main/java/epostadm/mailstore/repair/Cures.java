package epostadm.mailstore.repair;

import epostadm.mailstore.check.AliasFinding;
import epostadm.mailstore.check.ControlFinding;
import epostadm.mailstore.check.Finding;
import epostadm.mailstore.check.ForwardFinding;
import epostadm.mailstore.check.SiteFinding;

/// The cure for every kind of finding.
final class Cures {

    private Cures() {}

    static Cure of(Finding finding) {
        return switch (finding) {
            case ControlFinding control -> ofControl(control);
            case ForwardFinding forward -> ofForward(forward);
            case AliasFinding alias -> ofAlias(alias);
            case SiteFinding _ -> new Cure.Leave(Cure.Why.NEEDS_DECISION);
            case Finding.UidFileMissing _, Finding.UidFileBehind _, Finding.UidFileNotANumber _ ->
                new Cure.WriteUidFile();
            case Finding.DuplicateUids _ -> new Cure.SeparateUids();
            case Finding.UnreadableMessageNames _ -> new Cure.NameMessages();
            case Finding.LeftOvers _ -> new Cure.SettleLeftOvers();
            case Finding.ZeroLengthMessages _ -> new Cure.TakeAwayEmpty();
            case Finding.BareLineFeeds _ -> new Cure.RewriteMessages(Cure.Fault.LINE_FEEDS);
            case Finding.MixedLineEnds _ -> new Cure.RewriteMessages(Cure.Fault.MIXED_LINE_ENDS);
            case Finding.NotDotStuffed _ -> new Cure.RewriteMessages(Cure.Fault.SINGLE_DOTS);
            case Finding.TemporaryFiles _ -> new Cure.TakeAwayTemporary();
            case Finding.StaleLock _ -> new Cure.TakeAwayLock();
            case Finding.UndecodableFolderName _ -> new Cure.EncodeFolderName();
            case Finding.InboxWrongCase inbox -> new Cure.SpellInbox(inbox.expected());
            case Finding.ApopDatMissing missing -> new Cure.WriteApopDat(missing.account(), missing.domain());
            case Finding.SizeCtlDiffers size when size.found() == 0 -> new Cure.WriteSizeCtl(size.expected());
            case Finding.UidAbove2To31 _,
                    Finding.UidNear2To32 _,
                    Finding.ManyMessages _,
                    Finding.FolderTwins _,
                    Finding.ReservedFolderName _,
                    Finding.BrokenHeaders _,
                    Finding.OverSizeLimit _,
                    Finding.ApopDatUnwanted _,
                    Finding.ApopDatDiffers _,
                    Finding.SizeCtlDiffers _,
                    Finding.FolderWithoutAccount _,
                    Finding.MailboxTwins _,
                    Finding.NoAccountIndex _,
                    Finding.DamagedIndex _ -> new Cure.Leave(Cure.Why.NEEDS_DECISION);
            case Finding.ObfuscatedMessages _,
                    Finding.ObfuscatedApopDat _,
                    Finding.LeadsOutOfStore _,
                    Finding.NotReadable _,
                    Finding.ForeignOwner _,
                    Finding.WritableByAll _,
                    Finding.NotWritable _,
                    Finding.PasswordsReadableByAll _ -> new Cure.Leave(Cure.Why.OUT_OF_REACH);
            case Finding.PutAside _,
                    Finding.HiddenFolder _,
                    Finding.WindowsUnfitFolderName _,
                    Finding.CountedTwice _,
                    Finding.AccountWithoutFolder _,
                    Finding.VendorManagedIndex _ -> new Cure.Nothing();
        };
    }

    private static Cure ofControl(ControlFinding finding) {
        return switch (finding) {
            case ControlFinding.UpperCaseControlFile file -> new Cure.SpellControlFile(file.expected());
            case ControlFinding.SenderDatOpenEnd _ -> new Cure.PermitTheRest();
            case ControlFinding.NullSenderLineMissing _ -> new Cure.AcceptNullSender();
            case ControlFinding.UnknownKeys _,
                    ControlFinding.UnknownLines _,
                    ControlFinding.SizeCtlNotANumber _,
                    ControlFinding.ReplyTextEncoding _,
                    ControlFinding.ReplySubjectEncoding _,
                    ControlFinding.OpenRelay _,
                    ControlFinding.HopelessPatterns _,
                    ControlFinding.MailDatEncoding _ -> new Cure.Leave(Cure.Why.NEEDS_DECISION);
            case ControlFinding.ForwardAndReply _, ControlFinding.DnsblsNotChecked _ -> new Cure.Nothing();
        };
    }

    private static Cure ofForward(ForwardFinding finding) {
        return switch (finding) {
            case ForwardFinding.ForwardListForeignPath foreign -> new Cure.NameOwnList(foreign.local());
            case ForwardFinding.ForwardListMissing _,
                    ForwardFinding.ForwardListOutsideStore _,
                    ForwardFinding.ForwardNoAddress _,
                    ForwardFinding.ForwardToUnknown _,
                    ForwardFinding.ForwardToRetired _,
                    ForwardFinding.ForwardLoop _,
                    ForwardFinding.ForwardThroughAdministrator _,
                    ForwardFinding.DiscardWithoutForward _ -> new Cure.Leave(Cure.Why.NEEDS_DECISION);
        };
    }

    private static Cure ofAlias(AliasFinding finding) {
        return switch (finding) {
            case AliasFinding.DuplicateAlias duplicate -> new Cure.DropAliasLine(duplicate.line());
            case AliasFinding.ShadowedAlias _,
                    AliasFinding.AliasUnknownTarget _,
                    AliasFinding.AliasRetiredTarget _,
                    AliasFinding.AliasCircle _,
                    AliasFinding.UnreadableAliasLines _ -> new Cure.Leave(Cure.Why.NEEDS_DECISION);
            case AliasFinding.AliasHidesAccount _ -> new Cure.Nothing();
        };
    }
}
