package epostadm.mailstore.trace;

import epostadm.mailstore.disk.EncodedMessageException;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.message.HeaderSection;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Folder;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the files of mailboxes in which mails lie, by what their names or headers say. Reads the beginnings of
/// files, follows no link, and passes over what cannot be read.
final class StoreSearch {

    private static final int LONGEST_HEADER = 1 << 15;
    private static final Pattern RECEIVED_ID = Pattern.compile("\\bid\\s+<?(B\\d{10})");

    private final MailStore store;
    private final Progress progress;

    StoreSearch(MailStore store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /// @param accounts which mailboxes, by domain and name
    /// @param wanted what is found, by its id and its Message-ID field
    List<StoredMail> search(BiPredicate<DomainName, String> accounts, BiPredicate<ArrivalId, Optional<String>> wanted)
            throws IOException {
        List<StoredMail> found = new ArrayList<>();
        progress.start(Progress.Phase.READING_MAIL, 0);
        try {
            for (DomainName domain : store.domains()) {
                for (Mailbox mailbox : store.mailboxes(domain).present()) {
                    String name = mailbox.root().getFileName().toString();
                    if (accounts.test(domain, name)) {
                        new InMailbox(mailbox, domain, name, wanted, found).search();
                    }
                }
            }
        } catch (RefusedException e) {
            // A domain whose directory leads elsewhere holds no mail of this store.
        } finally {
            progress.finish();
        }
        return found;
    }

    /// The id that the server gave a mail when it came, from its top Received field.
    static Optional<ArrivalId> id(HeaderSection header) {
        Optional<Matcher> id =
                header.first("Received").map(RECEIVED_ID::matcher).filter(Matcher::find);
        return id.map(matcher -> new ArrivalId(matcher.group(1)));
    }

    static Optional<HeaderSection> header(Path file) throws IOException {
        try (InputStream text = new MessageFile(file).text()) {
            return Optional.of(HeaderSection.read(text, LONGEST_HEADER));
        } catch (EncodedMessageException | FileSystemException | RefusedException e) {
            return Optional.empty();
        }
    }

    private final class InMailbox {
        private final Mailbox mailbox;
        private final DomainName domain;
        private final String account;
        private final BiPredicate<ArrivalId, Optional<String>> wanted;
        private final List<StoredMail> found;

        InMailbox(
                Mailbox mailbox,
                DomainName domain,
                String account,
                BiPredicate<ArrivalId, Optional<String>> wanted,
                List<StoredMail> found) {
            this.mailbox = mailbox;
            this.domain = domain;
            this.account = account;
            this.wanted = wanted;
            this.found = found;
        }

        void search() throws IOException {
            for (String name : FolderListing.names(mailbox.root())) {
                Optional<MessageFileName.Arrival> arrival = MessageFileName.arrival(name);
                if (arrival.isPresent()) {
                    look(mailbox.root().resolve(name), arrival.get().id(), "", Optional.empty());
                }
            }
            for (Folder folder : mailbox.folders()) {
                for (StoredMessage message :
                        FolderListing.read(folder.directory()).messages()) {
                    Path file = folder.directory().resolve(message.fileName());
                    look(file, Optional.empty(), folder.name().toString(), Optional.of(message));
                }
            }
        }

        private void look(Path file, Optional<ArrivalId> named, String folder, Optional<StoredMessage> message)
                throws IOException {
            progress.step(1);
            Optional<HeaderSection> header = header(file);
            Optional<ArrivalId> id = named.or(() -> header.flatMap(StoreSearch::id));
            Optional<String> messageId = header.flatMap(fields -> fields.first("Message-ID"));
            if (id.isPresent() && wanted.test(id.get(), messageId)) {
                found.add(new StoredMail(
                        id.get(),
                        domain,
                        account,
                        folder,
                        file,
                        message.map(StoredMessage::uid),
                        message.map(StoredMessage::flags)));
            }
        }
    }
}
