package epostadm.mailstore.store;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FreeName;
import epostadm.mailstore.disk.GroupForce;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.spool.QueuedMessage;
import epostadm.mailstore.spool.Spool;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Brings queued messages into mailbox roots, as `<queue id>.MSG`: where POP3 finds them, and IMAP takes them in.
///
/// An arrival is a second name for the file in the queue, so that it is there whole or not at all; a copy only
/// where the file system gives no second name. What [#deliver] has returned outlasts a power cut, and delivering
/// once more changes nothing. For many threads, but one at a time for one message. docs/store-format.md, "Mailbox
/// root".
public final class Arrivals {

    /// What a copy ends in until it is whole.
    private static final String PART = ".tmp";

    private final Spool spool;
    private final Durability durability;
    private final Map<Path, GroupForce> forces = new ConcurrentHashMap<>();

    private Arrivals(Spool spool, Durability durability) {
        this.spool = spool;
        this.durability = durability;
    }

    /// Those from the queue of a store.
    public static Arrivals of(Spool spool, MailStore store) {
        return of(spool, Durability.of(store.work()));
    }

    static Arrivals of(Spool spool, Durability durability) {
        return new Arrivals(spool, durability);
    }

    /// How a message came into a mailbox.
    public enum Outcome {
        ARRIVED,
        /// It lay there already: this is a repetition, or another address of the mailbox had it.
        WAS_THERE
    }

    /// Puts the message into the account's mailbox, which is made where it is missing, headed by the Return-Path of
    /// final delivery (RFC 5321 section 4.4).
    ///
    /// @param store as it is now
    /// @throws RefusedException where a symbolic link leads elsewhere, or another message has the name
    /// @throws StorageFullException where there is no room
    public Outcome deliver(QueuedMessage message, Account account, MailStore store) throws IOException {
        try {
            Path root = MailboxRoot.required(account, store, this::force);
            spool.stampReturnPath(message);
            Path arrival = root.resolve(message.id() + MessageFileName.ENDING);
            boolean made = name(message.body(), arrival, store);
            // Also where it was there: the crash that is repeated may have come before the force.
            force(root);
            return made ? Outcome.ARRIVED : Outcome.WAS_THERE;
        } catch (IOException e) {
            throw StorageFullException.orAsItIs(e);
        }
    }

    /// Gives the body a name among the arrivals; false where that is its name already.
    private boolean name(Path body, Path arrival, MailStore store) throws IOException {
        if (StorePaths.taken(arrival)) {
            requireSame(body, arrival);
            return false;
        }
        try {
            if (!FreeName.link(body, arrival)) {
                copy(body, arrival, store);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            requireSame(body, arrival);
            return false;
        }
    }

    private static void requireSame(Path body, Path arrival) throws IOException {
        boolean same = Files.isRegularFile(arrival, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(body, arrival) < 0;
        if (!same) {
            throw new RefusedException(new Refusal.NameTaken(arrival));
        }
    }

    private void copy(Path body, Path arrival, MailStore store) throws IOException {
        Path part = arrival.resolveSibling(arrival.getFileName() + PART);
        Files.deleteIfExists(part);
        try {
            AtomicFile.create(part, out -> Files.copy(body, out));
            Ownership.of(store.paths().inbox()).give(part);
            Files.setLastModifiedTime(part, Files.getLastModifiedTime(body, LinkOption.NOFOLLOW_LINKS));
            durability.forceFile(part);
            Files.move(part, arrival); // Not one that replaces.
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void force(Path directory) throws IOException {
        forces.computeIfAbsent(directory, path -> new GroupForce(path, durability))
                .force();
    }
}
