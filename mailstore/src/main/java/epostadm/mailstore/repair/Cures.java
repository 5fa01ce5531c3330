package epostadm.mailstore.repair;

import epostadm.mailstore.check.Finding;

/// The cure for every kind of finding.
final class Cures {

    private Cures() {}

    static Cure of(Finding finding) {
        return switch (finding) {
            case Finding.UidFileMissing _, Finding.UidFileBehind _, Finding.UidFileNotANumber _ ->
                new Cure.WriteUidFile();
            case Finding.DuplicateUids _ -> new Cure.SeparateUids();
            case Finding.UnreadableMessageNames _ -> new Cure.NameMessages();
            case Finding.LeftOvers _ -> new Cure.SettleLeftOvers();
            case Finding.ZeroLengthMessages _ -> new Cure.TakeAwayEmpty();
            case Finding.BareLineFeeds _ -> new Cure.RewriteMessages();
            case Finding.TemporaryFiles _ -> new Cure.TakeAwayTemporary();
            case Finding.StaleLock _ -> new Cure.TakeAwayLock();
            case Finding.UndecodableFolderName _ -> new Cure.EncodeFolderName();
            case Finding.UidAbove2To31 _,
                    Finding.UidNear2To32 _,
                    Finding.ManyMessages _,
                    Finding.FolderTwins _,
                    Finding.OverSizeLimit _,
                    Finding.FolderWithoutAccount _,
                    Finding.MailboxTwins _,
                    Finding.NoAccountIndex _,
                    Finding.DamagedIndex _ -> new Cure.Leave(Cure.Why.NEEDS_DECISION);
            case Finding.ObfuscatedMessages _,
                    Finding.ObfuscatedApopDat _,
                    Finding.LeadsOutOfStore _,
                    Finding.NotReadable _ -> new Cure.Leave(Cure.Why.OUT_OF_REACH);
            case Finding.PutAside _, Finding.AccountWithoutFolder _, Finding.VendorManagedIndex _ -> new Cure.Nothing();
        };
    }
}
