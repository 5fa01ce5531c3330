package epostadm.server.imap.session;

import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.hierarchy.FolderRefusal;
import epostadm.mailstore.hierarchy.FolderRefusedException;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.StorageFullException;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;

/// One session's way to the disk. What fails there is our fault and told as such, and the session goes on.
final class StoreWork {

    private final FileWork files;
    private final ImapEvents events;
    private final InetAddress peer;
    private String user = "";

    StoreWork(FileWork files, ImapEvents events, InetAddress peer) {
        this.files = files;
        this.events = events;
        this.peer = peer;
    }

    /// Who is logged in, for the log; empty before.
    String user() {
        return user;
    }

    void user(String name) {
        user = name;
    }

    /// What is asked of folders.
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, FolderRefusedException, ImapRefusedException;
    }

    /// What is done to folders.
    @FunctionalInterface
    interface Deed {
        void run() throws IOException, FolderRefusedException, ImapRefusedException;
    }

    <T> T read(Work<T> work) throws ImapRefusedException {
        return attempt(work, files::read);
    }

    /// A part of what reads through very much.
    <T> T readLong(Work<T> work) throws ImapRefusedException {
        return attempt(work, files::readLong);
    }

    <T> T write(Work<T> work) throws ImapRefusedException {
        return attempt(work, files::write);
    }

    void change(Deed deed) throws ImapRefusedException {
        attempt(
                () -> {
                    deed.run();
                    return true;
                },
                files::write);
    }

    /// What is done to one folder.
    @FunctionalInterface
    interface FolderWork<T> {
        T run(LiveFolder folder) throws IOException, FolderRefusedException, ImapRefusedException;
    }

    /// Works in the folder that messages are to go into. RFC 9051 section 6.3.12: TRYCREATE where there is none.
    <T> T writeInto(AccountFolders tree, FolderName name, FolderWork<T> work) throws ImapRefusedException {
        return write(() -> {
            LiveFolder folder;
            try {
                folder = tree.open(name);
            } catch (FolderRefusedException e) {
                throw e.refusal() == FolderRefusal.NONEXISTENT
                        ? new ImapRefusedException(ImapRefusal.TRY_CREATE)
                        : refused(e);
            }
            try {
                return work.run(folder);
            } finally {
                tree.release(folder);
            }
        });
    }

    private sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        record Refused<T>(ImapRefusedException refusal) implements Result<T> {}
    }

    /// One of [FileWork]'s ways.
    @FunctionalInterface
    private interface Way<T> {
        Result<T> through(Callable<Result<T>> work) throws IOException;
    }

    private <T> T attempt(Work<T> work, Way<T> way) throws ImapRefusedException {
        Result<T> result;
        try {
            result = way.through(() -> outcome(work));
        } catch (IOException e) {
            throw fault(e);
        }
        return switch (result) {
            case Result.Done<T>(T value) -> value;
            case Result.Refused<T>(ImapRefusedException refusal) -> throw refusal;
        };
    }

    private static <T> Result<T> outcome(Work<T> work) throws IOException {
        try {
            return new Result.Done<>(work.run());
        } catch (FolderRefusedException e) {
            return new Result.Refused<>(refused(e));
        } catch (ImapRefusedException e) {
            return new Result.Refused<>(e);
        }
    }

    /// RFC 5530.
    private static ImapRefusedException refused(FolderRefusedException e) {
        ResponseCode code = switch (e.refusal()) {
            case NONEXISTENT -> ResponseCode.Plain.NONEXISTENT;
            case ALREADY_EXISTS -> ResponseCode.Plain.ALREADYEXISTS;
            case CANNOT, NOT_SELECTABLE, BAD_NAME -> ResponseCode.Plain.CANNOT;
            case HAS_CHILDREN -> ResponseCode.Plain.HASCHILDREN;
            case USE_ATTRIBUTE -> ResponseCode.Plain.USEATTR;
            case NO_PERMISSION -> ResponseCode.Plain.NOPERM;
        };
        return ImapRefusedException.no(code, e.getMessage());
    }

    ImapRefusedException fault(Exception fault) {
        failed(fault);
        return new ImapRefusedException(StorageFullException.full(fault) ? ImapRefusal.FULL : ImapRefusal.FAULT);
    }

    void failed(Exception fault) {
        events.failed(user, peer, fault);
    }
}
