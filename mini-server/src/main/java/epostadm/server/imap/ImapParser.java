package epostadm.server.imap;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Reads commands: the table of contents of the protocol.
///
/// Whatever is wrong with a command, what belongs to it has been read afterwards, and the next one can be.
public final class ImapParser {

    private final CommandText text;
    private final ImapReader in;
    private String tag = "";

    public ImapParser(ImapSource source, ImapBounds bounds) {
        this.text = new CommandText(source, bounds);
        this.in = new ImapReader(text);
    }

    /// Reads otherwise from now on.
    public void mode(ImapMode mode) {
        in.mode(mode);
    }

    /// The tag of the command that was read last, or could not be; empty where it has none.
    public String tag() {
        return tag;
    }

    /// The next command.
    public ImapRequest request() throws IOException, ImapSyntaxException, ImapRefusedException {
        tag = "";
        text.begin();
        try {
            tag = in.tag();
            text.requireWhole();
            in.space();
            String name = in.word("command");
            ImapCommand command = name.equals("UID") ? byUid() : command(name);
            in.end();
            return new ImapRequest(tag, command);
        } catch (ImapSyntaxException e) {
            throw skipped(e.getMessage());
        } catch (ImapRefusedException e) {
            if (!text.skipRest()) {
                throw new ImapSyntaxException(tag, e.getMessage(), true);
            }
            throw e;
        }
    }

    private ImapSyntaxException skipped(String message) throws IOException {
        return new ImapSyntaxException(tag, message, !text.skipRest());
    }

    private ImapCommand command(String name) throws IOException, ImapSyntaxException, ImapRefusedException {
        if (in.mode().uidOnly()) {
            switch (name) {
                case "FETCH", "STORE", "COPY", "MOVE", "SEARCH", "SORT", "THREAD", "REPLACE" ->
                    throw new ImapRefusedException(ImapRefusal.UID_REQUIRED);
                default -> {}
            }
        }
        return switch (name) {
            case "CAPABILITY" -> new ImapCommand.Capability();
            case "NOOP" -> new ImapCommand.Noop();
            case "LOGOUT" -> new ImapCommand.Logout();
            case "STARTTLS" -> new ImapCommand.StartTls();
            case "AUTHENTICATE" -> authenticate();
            case "LOGIN" -> login();
            case "SELECT" -> new ImapCommand.Select(mailbox(), false, false, Optional.empty());
            case "EXAMINE" -> new ImapCommand.Select(mailbox(), true, false, Optional.empty());
            case "FETCH" -> FetchParser.fetch(in, false);
            case "STORE" -> StoreParser.store(in, false);
            case "COPY" -> StoreParser.copy(in, false, false);
            case "MOVE" -> StoreParser.copy(in, false, true);
            case "SEARCH" -> SearchParser.search(in, false);
            case "SORT" -> SearchParser.sort(in, false);
            case "THREAD" -> SearchParser.thread(in, false);
            case "EXPUNGE" -> new ImapCommand.Expunge(Optional.empty());
            case "CLOSE" -> new ImapCommand.Close(true);
            case "UNSELECT" -> new ImapCommand.Close(false);
            case "CHECK" -> new ImapCommand.Check();
            case "IDLE" -> new ImapCommand.Idle();
            default -> throw new ImapSyntaxException("unknown command");
        };
    }

    private ImapCommand byUid() throws IOException, ImapSyntaxException, ImapRefusedException {
        in.space();
        return switch (in.word("command")) {
            case "FETCH" -> FetchParser.fetch(in, true);
            case "STORE" -> StoreParser.store(in, true);
            case "COPY" -> StoreParser.copy(in, true, false);
            case "MOVE" -> StoreParser.copy(in, true, true);
            case "SEARCH" -> SearchParser.search(in, true);
            case "SORT" -> SearchParser.sort(in, true);
            case "THREAD" -> SearchParser.thread(in, true);
            case "EXPUNGE" -> {
                in.space();
                yield new ImapCommand.Expunge(Optional.of(in.sequenceSet()));
            }
            default -> throw new ImapSyntaxException("unknown command");
        };
    }

    private MailboxName mailbox() throws IOException, ImapSyntaxException {
        in.space();
        return in.mailbox();
    }

    private ImapCommand login() throws IOException, ImapSyntaxException {
        in.space();
        String user = in.text("user name");
        in.space();
        return new ImapCommand.Login(user, in.text("password"));
    }

    private ImapCommand authenticate() throws ImapSyntaxException {
        in.space();
        String mechanism = in.atom("mechanism").toUpperCase(Locale.ROOT);
        Optional<String> initial = in.skip(' ') ? Optional.of(in.atom("initial response")) : Optional.empty();
        return new ImapCommand.Authenticate(mechanism, initial);
    }
}
