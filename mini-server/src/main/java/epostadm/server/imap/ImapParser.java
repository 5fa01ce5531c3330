package epostadm.server.imap;

import java.io.IOException;
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
            case "AUTHENTICATE" -> SessionParser.authenticate(in);
            case "LOGIN" -> SessionParser.login(in);
            case "ID" -> SessionParser.id(in);
            case "ENABLE" -> SessionParser.enable(in);
            case "COMPRESS" -> SessionParser.compress(in);
            case "SELECT" -> MailboxParser.select(in, false);
            case "EXAMINE" -> MailboxParser.select(in, true);
            case "CREATE" -> MailboxParser.create(in);
            case "DELETE" -> new ImapCommand.Delete(MailboxParser.name(in));
            case "RENAME" -> MailboxParser.rename(in);
            case "SUBSCRIBE" -> new ImapCommand.Subscribe(MailboxParser.name(in));
            case "UNSUBSCRIBE" -> new ImapCommand.Unsubscribe(MailboxParser.name(in));
            case "LIST" -> ListParser.list(in);
            case "LSUB" -> ListParser.lsub(in);
            case "NAMESPACE" -> new ImapCommand.Namespace();
            case "STATUS" -> MailboxParser.status(in);
            case "APPEND" -> AppendParser.append(in);
            case "REPLACE" -> AppendParser.replace(in, false);
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
            case "CANCELUPDATE" -> SessionParser.cancelUpdate(in);
            case "GETQUOTA" -> SessionParser.getQuota(in);
            case "GETQUOTAROOT" -> new ImapCommand.GetQuotaRoot(MailboxParser.name(in));
            case "SETQUOTA" -> SessionParser.setQuota(in);
            case "NOTIFY" -> NotifyParser.notifying(in);
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
            case "REPLACE" -> AppendParser.replace(in, true);
            case "EXPUNGE" -> {
                in.space();
                yield new ImapCommand.Expunge(Optional.of(in.sequenceSet()));
            }
            default -> throw new ImapSyntaxException("unknown command");
        };
    }
}
