package epostadm.server.pop3.session;

import epostadm.server.pop3.Pop3Refusal;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.wire.FileWork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;

/// One session's way to the disk. What fails there is our fault and told as such, and the session goes on.
final class StoreWork {

    private final FileWork files;
    private final SessionEvents events;
    private final InetAddress peer;
    private String user = "";

    StoreWork(FileWork files, SessionEvents events, InetAddress peer) {
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

    FileWork files() {
        return files;
    }

    /// Reads from a message.
    ///
    /// @throws Pop3RefusedException also where somebody has deleted it meanwhile
    <T> T read(Callable<T> work) throws Pop3RefusedException {
        try {
            return files.read(work);
        } catch (NoSuchFileException e) {
            throw new Pop3RefusedException(Pop3Refusal.GONE);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    <T> T write(Callable<T> work) throws Pop3RefusedException {
        try {
            return files.write(work);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    Pop3RefusedException fault(Exception fault) {
        failed(fault);
        return new Pop3RefusedException(Pop3Refusal.FAULT);
    }

    void failed(Exception fault) {
        events.failed(user, peer, fault);
    }
}
