package epostadm.mailstore.store;

import epostadm.mailstore.control.Marker;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Finds the messages of a maildrop, and what was known of them before. One look at each file; none is opened.
final class MaildropReader {

    /// RFC 1939 section 7.
    private static final Pattern UNIQUE_ID = Pattern.compile("[!-~]{1,70}");

    private final Map<String, MessageFacts> known;
    private final List<MaildropMessage> messages = new ArrayList<>();

    private MaildropReader(Map<String, MessageFacts> known) {
        this.known = known;
    }

    static List<MaildropMessage> read(Mailbox mailbox, Map<String, MessageFacts> known) throws IOException {
        MaildropReader reader = new MaildropReader(known);
        if (Marker.POP3_SERVES_INBOX.presentIn(mailbox.root())) {
            Optional<Folder> inbox = mailbox.folder(FolderName.INBOX);
            if (inbox.isPresent()) {
                reader.folder(FolderListing.read(inbox.get().directory()));
            }
        } else {
            reader.root(mailbox.root());
        }
        return reader.messages;
    }

    private void folder(FolderListing listing) throws IOException {
        for (int i = 0; i < listing.messages().size(); i++) {
            StoredMessage stored = listing.messages().get(i);
            String uid = stored.uid().padded();
            boolean twin = i > 0 && listing.sharesUid(i);
            // Of two with one UID the second is known by its name, which must not change in its lifetime.
            add(
                    twin ? stored.fileName() : uid,
                    twin ? Optional.empty() : Optional.of(stored.uid()),
                    listing.directory().resolve(stored.fileName()));
        }
    }

    /// In the order of arrival; ids alone do not tell it, as they begin again, and each server counts its own.
    private void root(Path root) throws IOException {
        for (String name : FolderListing.names(root)) {
            if (MessageFileName.arrival(name).isPresent()) {
                add(uniqueId(name), Optional.empty(), root.resolve(name));
            }
        }
        messages.sort(MaildropReader::inOrder);
    }

    private static int inOrder(MaildropMessage a, MaildropMessage b) {
        int bySecond = Long.compare(a.modified() / 1000, b.modified() / 1000);
        return bySecond != 0 ? bySecond : a.fileName().compareTo(b.fileName());
    }

    private static String uniqueId(String name) {
        String stem = name.endsWith(MessageFileName.ENDING)
                ? name.substring(0, name.length() - MessageFileName.ENDING.length())
                : name;
        return UNIQUE_ID.matcher(stem).matches()
                ? stem
                : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void add(String uniqueId, Optional<Uid> uid, Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!attributes.isRegularFile()) {
            return;
        }
        long modified = attributes.lastModifiedTime().toMillis();
        Optional<MessageFacts> facts = Optional.ofNullable(known.get(MaildropMessage.factsKey(uid, file)))
                .filter(found -> found.modified() == modified && found.bytes() == attributes.size());
        messages.add(new MaildropMessage(uniqueId, uid, file, modified, facts));
    }
}
