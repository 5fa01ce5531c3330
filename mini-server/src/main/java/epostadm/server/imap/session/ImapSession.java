package epostadm.server.imap.session;

import epostadm.server.imap.ImapBounds;
import epostadm.server.imap.ImapParser;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ImapRequest;
import epostadm.server.imap.ImapSyntaxException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import epostadm.server.wire.Line;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One client's IMAP session, from greeting to end: hears commands, has the [Conversation] act on them, and
/// answers.
public final class ImapSession {

    /// A client that is silent for longer does not need a thread of its own.
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final ImapService service;
    private final ClientConnection connection;
    private final StoreWork store;
    private final ImapOutput out;
    private final ConnectionSource source;
    private final ImapParser parser;
    private final Enabled enabled = new Enabled();
    private final SelectedWatch watch;
    private final Idling idling;
    private final Conversation conversation;

    /// Held by whoever says something to the client: the session's thread, but while it waits for its client.
    private final ReentrantLock speaking = new ReentrantLock();

    /// The client's, in a row.
    private int errors;

    public ImapSession(ImapService service, ClientConnection connection) {
        this.service = service;
        this.connection = connection;
        this.store = new StoreWork(service.files(), service.events(), connection.peer());
        this.out = new ImapOutput(connection);
        this.source = new ConnectionSource(service, connection, out);
        this.parser = new ImapParser(source, ImapBounds.STANDARD);
        FlagLines lines = new FlagLines(out, enabled);
        ChangeTeller changes = new ChangeTeller(
                out, enabled, lines, new WatchTeller(new FetchRun.Place(service, store, out, enabled, lines)));
        Pushing pushing = new Pushing(speaking, connection, out, store);
        this.watch = new SelectedWatch(pushing, changes);
        this.idling = new Idling(out, watch);
        this.conversation = new Conversation(service, connection, source, store, out, enabled, idling, watch, pushing);
    }

    /// Runs to its end, and lets go of the folder however that comes.
    public void run() throws IOException {
        service.events().connected(connection.peer());
        try {
            out.ok(new ResponseCode.Capability(conversation.capabilities()), "epostadm IMAP ready");
            while (!conversation.over()) {
                next();
                if (conversation.active()) {
                    service.files().onPlatformThread(this::whileBusy);
                }
            }
            out.flush();
        } catch (SocketTimeoutException silent) {
            alone(() -> {
                sayBye("you were silent for too long");
                out.flush();
            });
        } catch (EOFException gone) {
            // Nobody is left to tell.
        } finally {
            alone(conversation::end);
            conversation.leave();
            service.events().closed(store.user(), connection.peer());
        }
    }

    /// Command after command without hand-overs: see [epostadm.server.wire.FileWork#onPlatformThread].
    private void whileBusy() throws IOException {
        while (conversation.active() && goesOn()) {
            next();
        }
    }

    private boolean goesOn() throws IOException {
        flush();
        return connection.goesOn(BUSY);
    }

    private void flush() throws IOException {
        if (!connection.inputWaits()) {
            alone(out::flush);
        }
    }

    /// While nobody else says anything to the client.
    private void alone(FileWork.Work work) throws IOException {
        speaking.lock();
        try {
            work.run();
        } finally {
            speaking.unlock();
        }
    }

    private void next() throws IOException {
        flush();
        Line line = source.await();
        speaking.lock();
        try {
            hear(line);
        } finally {
            try {
                source.letGo();
            } catch (IOException e) {
                store.failed(e);
            } finally {
                speaking.unlock();
            }
        }
    }

    private void hear(Line line) throws IOException {
        switch (line) {
            case Line.Closed _ -> {
                if (connection.ending()) {
                    sayBye(conversation.obstacle().orElse("the server is stopping"));
                }
                conversation.end();
            }
            case Line.Whole whole when idling.underWay() -> say(idling.end(whole), true);
            case Line.Whole _, Line.TooLong _, Line.Odd _ -> answer();
        }
    }

    /// The three failures, each mapped here alone.
    private void answer() throws IOException {
        try {
            parser.mode(enabled.mode());
            act(parser.request());
        } catch (ImapSyntaxException e) {
            say(e.response(), false);
            if (e.lost()) {
                leave("nobody can tell where your next command begins");
            }
        } catch (ImapRefusedException e) {
            if (e.refusal().equals(ImapRefusal.BAD_CHARSET_SAVING)) {
                conversation.selectedNow().ifPresent(selected -> selected.save(List.of()));
            }
            say(e.refusal().response(parser.tag()), false);
        } catch (KeepingFailedException e) {
            store.failed(e);
            leave("the message could not be stored");
        } catch (RuntimeException e) {
            store.failed(e);
            say(ImapRefusal.FAULT.response(parser.tag()), false);
        }
    }

    private void act(ImapRequest request) throws IOException, ImapRefusedException {
        service.events().commanded(store.user(), connection.peer(), request.command());
        Optional<String> obstacle = conversation.obstacle();
        if (obstacle.isPresent()) {
            leave(obstacle.get());
            return;
        }
        boolean before = conversation.active();
        Completion completion = conversation.execute(request.tag(), request.command());
        if (!before && conversation.active()) {
            source.open();
            service.events().loggedIn(store.user(), connection.peer());
        }
        Optional<StatusResponse> response = completion.under(request.tag());
        if (response.isPresent()) {
            if (completion.tellsChanges()) {
                watch.tell(completion.expunges(), completion.asked());
                conversation.tellNews();
            }
            answered(response.get());
        }
        errors = 0;
    }

    /// What ends a command in another way than it wanted, or IDLE.
    private void say(StatusResponse response, boolean expunges) throws IOException {
        watch.tell(expunges, false);
        answered(response);
        if (response.condition() == StatusResponse.Condition.BAD
                && ++errors >= service.limits().errors()) {
            leave("too many errors");
        }
    }

    private void answered(StatusResponse response) throws IOException {
        if (response.condition() != StatusResponse.Condition.OK) {
            service.events().answered(store.user(), connection.peer(), response);
        }
        out.status(response);
    }

    private void leave(String sentence) throws IOException {
        sayBye(sentence);
        conversation.end();
    }

    private void sayBye(String sentence) throws IOException {
        answered(StatusResponse.bye(sentence));
    }
}
