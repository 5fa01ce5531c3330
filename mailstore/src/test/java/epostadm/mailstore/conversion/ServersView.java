package epostadm.mailstore.conversion;

import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.store.Folder;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a server of the store shows: accounts, folders by their decoded names, UIDs, flags and bytes of messages,
/// and where mail is forwarded to; wherever it lies, and however it is spelt on disk.
record ServersView(List<String> lines) {

    static ServersView of(Path work) throws IOException {
        MailStore store = MailStore.open(work);
        List<String> lines = new ArrayList<>();
        for (DomainName domain : store.domains()) {
            for (AccountEntry entry : store.accounts(domain).entries()) {
                Optional<Mailbox> mailbox = store.mailboxes(domain).find(entry.name());
                String account = entry + "@" + domain;
                lines.add(account + (mailbox.isPresent() ? "" : " without mailbox"));
                if (mailbox.isPresent()) {
                    show(account, mailbox.get(), store, lines);
                }
            }
            for (String putAside : store.mailboxes(domain).putAside()) {
                lines.add(putAside + "@" + domain);
                show(
                        putAside + "@" + domain,
                        new Mailbox(store.mailboxes(domain).directory().resolve(putAside), store.edition()),
                        store,
                        lines);
            }
        }
        return new ServersView(lines);
    }

    private static void show(String account, Mailbox mailbox, MailStore store, List<String> lines) throws IOException {
        lines.add(account + " use " + mailbox.use() + " limit " + mailbox.sizeLimit());
        lines.add(account + " forwards " + mailbox.forwardAddresses(store.work()));
        lines.add(account + " destinations " + mailbox.destinations().permits("x@y.example"));
        try (Stream<Path> arrivals = Files.list(mailbox.root())) {
            arrivals.filter(file -> file.getFileName().toString().endsWith(".MSG"))
                    .map(file -> account + " arrival " + file.getFileName())
                    .sorted()
                    .forEach(lines::add);
        }
        for (Folder folder : mailbox.folders()) {
            FolderListing listing = FolderListing.read(folder.directory());
            lines.add(account + " " + folder.name() + " next " + UidFile.read(folder.directory()) + " validity "
                    + UidValidityFile.read(folder.directory()));
            for (StoredMessage message : listing.messages()) {
                Path file = folder.directory().resolve(message.fileName());
                lines.add(account + " " + folder.name() + " " + message.uid() + " " + message.flags() + " "
                        + Files.getLastModifiedTime(file) + " " + Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
