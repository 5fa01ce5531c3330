package epostadm.mailstore.change;

import epostadm.mailstore.control.AddressPatterns;
import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which mailboxes of the store name which address in their control files. docs/store-format.md, "Control files".
public final class Mentions {

    /// Where an address is named.
    public enum Place {
        /// `ForwardTo=` with one address.
        FORWARD,
        /// A list of addresses that `ForwardTo=file:` names.
        FORWARD_LIST,
        /// `ReplyFrom=` of the automatic reply.
        REPLY,
        /// A line of `permitfrom.txt` that is an address, not a pattern.
        PERMIT
    }

    /// @param by the mailbox, as an address
    public record Mention(String by, Place place) {}

    private final Map<String, List<Mention>> mentions = new HashMap<>();

    private Mentions() {}

    /// Reads the control files of all mailboxes of all domains. One that cannot be read names nobody: `store
    /// inspect` is the place to say so.
    public static Mentions read(MailStore store, Progress progress) throws IOException {
        Map<Path, DomainName> roots = new LinkedHashMap<>();
        for (DomainName domain : store.domains()) {
            for (Mailbox mailbox : store.mailboxes(domain).present()) {
                roots.putIfAbsent(mailbox.root(), domain);
            }
        }
        Mentions mentions = new Mentions();
        progress.start(Progress.Phase.READING_ACCOUNTS, roots.size());
        for (Map.Entry<Path, DomainName> root : roots.entrySet()) {
            mentions.take(root.getKey(), root.getValue(), store);
            progress.step(1);
        }
        progress.finish();
        return mentions;
    }

    private void take(Path root, DomainName domain, MailStore store) throws IOException {
        try {
            ImsCtl ims = ImsCtl.read(ControlFileName.in(root, ImsCtl.NAME, store.edition()));
            Optional<String> target = ims.forwardTo();
            if (target.isPresent()) {
                boolean list = target.get().regionMatches(true, 0, "file:", 0, "file:".length());
                for (String address : ims.forwardAddresses(root, store.edition(), store.work())) {
                    note(address, root, domain, list ? Place.FORWARD_LIST : Place.FORWARD);
                }
            }
            if (ims.mentionsReply()) {
                ims.reply().replyFrom().ifPresent(address -> note(address, root, domain, Place.REPLY));
            }
        } catch (FileSystemException | RefusedException _) {
            // A pipe, a directory, a symbolic link, or not ours to read: it must not keep others from retiring.
        }
        try {
            for (String pattern : AddressPatterns.read(root, AddressPatterns.PERMIT_FROM, store.edition())
                    .patterns()) {
                note(pattern, root, domain, Place.PERMIT);
            }
        } catch (FileSystemException | RefusedException _) {
            // The same.
        }
    }

    private void note(String named, Path root, DomainName domain, Place place) {
        String address = named.indexOf('@') < 0 ? named + "@" + domain : named;
        mentions.computeIfAbsent(address.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                .add(new Mention(root.getFileName() + "@" + domain, place));
    }

    /// Who names the account.
    public List<Mention> of(AccountName name, DomainName domain) {
        return mentions.getOrDefault((name + "@" + domain).toLowerCase(Locale.ROOT), List.of());
    }

    /// The addresses whose mail goes to the account as well.
    List<String> forwardingTo(AccountName name, DomainName domain) {
        return of(name, domain).stream()
                .filter(mention -> mention.place() == Place.FORWARD || mention.place() == Place.FORWARD_LIST)
                .map(Mention::by)
                .toList();
    }
}
