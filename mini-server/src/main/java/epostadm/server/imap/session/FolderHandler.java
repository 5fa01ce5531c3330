package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.SpecialUse;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.Account;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.MailboxName;
import epostadm.server.imap.ResponseCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE and quotas: RFC 9051 section 6.3, RFC 6154 section 3, RFC 9208.
final class FolderHandler {

    /// The one quota root of an account.
    private static final String QUOTA_ROOT = "";

    private final StoreWork store;
    private final Quotas quotas;
    private final ImapOutput out;
    private final NotifyHandler notifying;

    FolderHandler(StoreWork store, Quotas quotas, ImapOutput out, NotifyHandler notifying) {
        this.store = store;
        this.quotas = quotas;
        this.out = out;
        this.notifying = notifying;
    }

    /// The folder meant, where one of that name can be there.
    static FolderName existing(MailboxName mailbox) throws ImapRefusedException {
        return mailbox.folder().orElseThrow(() -> new ImapRefusedException(ImapRefusal.NO_SUCH_MAILBOX));
    }

    Completion create(AccountFolders tree, ImapCommand.Create create) throws ImapRefusedException {
        FolderName name = create.mailbox().folder().orElseThrow(() -> new ImapRefusedException(ImapRefusal.BAD_NAME));
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String use : create.uses()) {
            uses.add(Arrays.stream(SpecialUse.values())
                    .filter(known -> known.attribute().equalsIgnoreCase(use))
                    .findFirst()
                    .orElseThrow(() -> ImapRefusedException.no(
                            ResponseCode.Plain.USEATTR, use + " is not a special use that mailboxes can have here")));
        }
        String id = notifying.own(() -> {
            tree.create(name, uses);
            LiveFolder folder = tree.open(name);
            try {
                return folder.id();
            } finally {
                tree.release(folder);
            }
        });
        return Completion.ok(new ResponseCode.MailboxId(id), "CREATE completed");
    }

    Completion delete(AccountFolders tree, ImapCommand.Delete delete) throws ImapRefusedException {
        FolderName name = existing(delete.mailbox());
        own(() -> tree.delete(name));
        return Completion.ok("DELETE completed");
    }

    Completion rename(AccountFolders tree, ImapCommand.Rename rename) throws ImapRefusedException {
        FolderName from = existing(rename.from());
        FolderName to = rename.to().folder().orElseThrow(() -> new ImapRefusedException(ImapRefusal.BAD_NAME));
        own(() -> tree.rename(from, to));
        return Completion.ok("RENAME completed");
    }

    Completion subscribe(AccountFolders tree, MailboxName mailbox) throws ImapRefusedException {
        FolderName name = existing(mailbox);
        own(() -> tree.subscribe(name));
        return Completion.ok("SUBSCRIBE completed");
    }

    Completion unsubscribe(AccountFolders tree, MailboxName mailbox) throws ImapRefusedException {
        FolderName name = existing(mailbox);
        own(() -> tree.unsubscribe(name));
        return Completion.ok("UNSUBSCRIBE completed");
    }

    private void own(StoreWork.Deed deed) throws ImapRefusedException {
        notifying.own(() -> {
            deed.run();
            return true;
        });
    }

    Completion quota(Account account, AccountFolders tree, ImapCommand.GetQuota quota)
            throws IOException, ImapRefusedException {
        if (!quota.root().equals(QUOTA_ROOT)) {
            throw ImapRefusedException.no(ResponseCode.Plain.NONEXISTENT, "there is no such quota root");
        }
        tell(account, tree);
        return Completion.ok("GETQUOTA completed");
    }

    /// RFC 9208 section 4.1.2 answers also for mailboxes that are not there yet.
    Completion quotaRoot(Account account, AccountFolders tree, ImapCommand.GetQuotaRoot quota)
            throws IOException, ImapRefusedException {
        FolderName name = existing(quota.mailbox());
        out.untagged().say("QUOTAROOT ").mailbox(name).say(" \"\"").endLine();
        tell(account, tree);
        return Completion.ok("GETQUOTAROOT completed");
    }

    /// In units of 1024 octets, rounded up: RFC 9208 section 5.1.
    private void tell(Account account, AccountFolders tree) throws IOException, ImapRefusedException {
        Quotas.Use use = store.read(() -> quotas.use(account, tree));
        String storage = use.limit() > 0 ? "STORAGE " + kibi(use.octets()) + " " + kibi(use.limit()) : "";
        out.untagged("QUOTA \"\" (" + storage + ")");
    }

    private static long kibi(long octets) {
        return (octets + 1023) / 1024;
    }
}
