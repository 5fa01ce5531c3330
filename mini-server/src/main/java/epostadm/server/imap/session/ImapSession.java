package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.Account;
import epostadm.server.imap.ImapBounds;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapParser;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ImapRequest;
import epostadm.server.imap.ImapSyntaxException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.session.SessionState.Authenticated;
import epostadm.server.imap.session.SessionState.LoggedIn;
import epostadm.server.imap.session.SessionState.NotAuthenticated;
import epostadm.server.imap.session.SessionState.Selected;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.Line;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One client's IMAP session, from greeting to end.
///
/// Commands are acted on by the thread that runs it. While it waits for the client, in IDLE or where NOTIFY was
/// asked for, changes of the folder are told from another thread: whoever writes holds `speaking`.
public final class ImapSession {

    /// A client that is silent for longer does not need a thread of its own.
    private static final Duration BUSY = Duration.ofSeconds(1);

    private static final String REPLACED = "the selected mailbox is another than before: select it again";

    /// RFC 9051 section 5.4: at least 30 minutes for whoever is logged in.
    private static final long IDLE_MINUTES = 30;

    private final ImapService service;
    private final ClientConnection connection;
    private final StoreWork store;
    private final ImapOutput out;
    private final ConnectionSource source;
    private final ImapParser parser;
    private final Enabled enabled = new Enabled();
    private final LoginHandler logins;
    private final ListHandler lists;
    private final FolderHandler folders;
    private final SelectHandler selects;
    private final AppendHandler appends;
    private final FetchHandler fetches;
    private final StoreHandler stores;
    private final CopyHandler copies;
    private final SearchHandler searches;
    private final ChangeTeller changes;
    private final ReentrantLock speaking = new ReentrantLock();
    private final Pushing pushing;
    private SessionState state = new NotAuthenticated();

    /// The tag of the IDLE that is under way.
    private Optional<String> idle = Optional.empty();

    /// In a row.
    private int errors;

    public ImapSession(ImapService service, ClientConnection connection) {
        this.service = service;
        this.connection = connection;
        this.store = new StoreWork(service.files(), service.events(), connection.peer());
        this.out = new ImapOutput(connection);
        this.source = new ConnectionSource(service, connection, out);
        this.parser = new ImapParser(source, ImapBounds.STANDARD);
        Quotas quotas = new Quotas(service.mailbox());
        FlagLines lines = new FlagLines(out, enabled);
        this.logins = new LoginHandler(service, connection, store, out);
        this.changes = new ChangeTeller(out, enabled, lines);
        this.lists = new ListHandler(service, store, out, enabled);
        this.folders = new FolderHandler(store, quotas, out);
        this.fetches = new FetchHandler(service, store, out, enabled, lines);
        this.selects = new SelectHandler(store, out, enabled, fetches, lines);
        this.appends = new AppendHandler(store, quotas, new Catenation(service, store, source, fetches));
        this.stores = new StoreHandler(store, enabled, lines);
        this.copies = new CopyHandler(store, out, enabled);
        this.searches = new SearchHandler(service, store, out, enabled);
        this.pushing = new Pushing(this::push);
    }

    /// Runs to its end, and lets go of the folder however that comes.
    public void run() throws IOException {
        service.events().connected(connection.peer());
        try {
            out.ok(new ResponseCode.Capability(capabilities()), "epostadm IMAP ready");
            while (!(state instanceof SessionState.LoggedOut)) {
                next();
                if (state instanceof LoggedIn) {
                    service.files().onPlatformThread(this::whileBusy);
                }
            }
            out.flush();
        } catch (SocketTimeoutException silent) {
            sayBye("you were silent for too long");
            out.flush();
        } catch (EOFException gone) {
            // Nobody is left to tell.
        } finally {
            end();
            logins.leave();
            service.events().closed(store.user(), connection.peer());
        }
    }

    /// Command after command without hand-overs: see [epostadm.server.wire.FileWork#onPlatformThread].
    private void whileBusy() throws IOException {
        while (state instanceof LoggedIn && goesOn()) {
            next();
        }
    }

    private boolean goesOn() throws IOException {
        flush();
        return connection.goesOn(BUSY);
    }

    private void flush() throws IOException {
        if (!connection.inputWaits()) {
            speaking.lock();
            try {
                out.flush();
            } finally {
                speaking.unlock();
            }
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
            } finally {
                speaking.unlock();
            }
        }
    }

    private void hear(Line line) throws IOException {
        switch (line) {
            case Line.Closed _ -> {
                if (connection.ending()) {
                    sayBye("the server is stopping");
                }
                end();
            }
            case Line.Whole whole when idle.isPresent() -> endIdle(whole);
            case Line.Whole _, Line.TooLong _, Line.Odd _ -> answer();
        }
    }

    /// The three failures, each mapped here alone.
    private void answer() throws IOException {
        try {
            act(parser.request());
        } catch (ImapSyntaxException e) {
            fail(e.response());
            if (e.lost()) {
                sayBye("nobody can tell where your next command begins");
                end();
            }
        } catch (ImapRefusedException e) {
            refuse(e.refusal());
        } catch (KeepingFailedException e) {
            store.failed(e);
            sayBye("the message could not be stored");
            end();
        } catch (RuntimeException e) {
            store.failed(e);
            refuse(ImapRefusal.FAULT);
        }
    }

    private void act(ImapRequest request) throws IOException, ImapRefusedException {
        ImapCommand command = request.command();
        service.events().commanded(store.user(), connection.peer(), command);
        if (state instanceof LoggedIn who && !logins.stillAllowed(who.account())) {
            sayBye("the account is no longer in use");
            end();
            return;
        }
        if (state instanceof Selected selected && selected.selected().view().gone()) {
            sayBye(REPLACED);
            end();
            return;
        }
        Completion completion = execute(request.tag(), command);
        if (completion.tellsChanges() && state instanceof Selected selected) {
            changes.tell(selected.selected(), completion.expunges());
        }
        errors = 0;
        if (completion.response().isPresent()) {
            out.status(completion.under(request.tag()).orElseThrow());
        }
    }

    /// The table of contents. What it returns is said when all changes have been told.
    private Completion execute(String tag, ImapCommand command) throws IOException, ImapRefusedException {
        return switch (command) {
            case ImapCommand.Capability _ -> {
                out.untagged("CAPABILITY " + String.join(" ", capabilities()));
                yield Completion.ok("CAPABILITY completed");
            }
            case ImapCommand.Noop _ -> {
                refresh();
                yield Completion.ok("NOOP completed");
            }
            case ImapCommand.Logout _ -> {
                sayBye("see you");
                end();
                yield Completion.ok("LOGOUT completed");
            }
            case ImapCommand.Id _ -> {
                out.untagged("ID (\"name\" \"epostadm\")");
                yield Completion.ok("ID completed");
            }
            case ImapCommand.StartTls _ -> startTls(tag);
            case ImapCommand.Login login -> {
                notAuthenticated();
                yield enter(logins.login(login), "LOGIN");
            }
            case ImapCommand.Authenticate authenticate -> {
                notAuthenticated();
                yield enter(logins.authenticate(authenticate), "AUTHENTICATE");
            }
            case ImapCommand.Enable enable -> {
                loggedIn();
                yield enable(enable);
            }
            case ImapCommand.Compress compress -> compress(tag, compress);
            case ImapCommand.Select select -> select(select);
            case ImapCommand.Close close -> {
                Selected from = selected();
                if (close.expunge() && !from.selected().readOnly()) {
                    copies.expungeQuietly(from.selected());
                }
                unselect();
                yield Completion.ok(close.expunge() ? "CLOSE completed" : "UNSELECT completed");
            }
            case ImapCommand.Check _ -> {
                selected();
                refresh();
                yield Completion.ok("CHECK completed");
            }
            case ImapCommand.Create create -> folders.create(loggedIn().folders(), create);
            case ImapCommand.Delete delete -> {
                LoggedIn who = loggedIn();
                leaveIfSelected(who, delete.mailbox().folder());
                yield folders.delete(who.folders(), delete);
            }
            case ImapCommand.Rename rename -> folders.rename(loggedIn().folders(), rename);
            case ImapCommand.Subscribe subscribe -> folders.subscribe(loggedIn().folders(), subscribe.mailbox());
            case ImapCommand.Unsubscribe unsubscribe ->
                folders.unsubscribe(loggedIn().folders(), unsubscribe.mailbox());
            case ImapCommand.Listing listing -> lists.list(loggedIn().folders(), listing);
            case ImapCommand.Lsub lsub -> lists.lsub(loggedIn().folders(), lsub);
            case ImapCommand.Namespace _ -> {
                loggedIn();
                out.untagged("NAMESPACE ((\"\" \"/\")) NIL NIL");
                yield Completion.ok("NAMESPACE completed");
            }
            case ImapCommand.Status status -> lists.status(loggedIn().folders(), status);
            case ImapCommand.GetQuota quota ->
                folders.quota(loggedIn().account(), loggedIn().folders(), quota);
            case ImapCommand.GetQuotaRoot quota ->
                folders.quotaRoot(loggedIn().account(), loggedIn().folders(), quota);
            case ImapCommand.SetQuota _ -> {
                loggedIn();
                throw ImapRefusedException.no(ResponseCode.Plain.NOPERM, "only the administrator sets quotas");
            }
            case ImapCommand.Append append -> appends.append(loggedIn(), selectedNow(), append);
            case ImapCommand.Replace replace -> appends.replace(selected(), replace);
            case ImapCommand.Idle _ -> {
                loggedIn();
                yield idle(tag);
            }
            case ImapCommand.Expunge expunge -> copies.expunge(selected().selected(), expunge);
            case ImapCommand.Copy copy -> copies.copy(selected(), copy);
            case ImapCommand.Fetch fetch -> fetches.fetch(selected().selected(), fetch);
            case ImapCommand.Store change -> stores.store(selected().selected(), change);
            case ImapCommand.Search search -> searches.search(selected().selected(), tag, search);
            case ImapCommand.Sort sort -> searches.sort(selected().selected(), tag, sort);
            case ImapCommand.Thread thread -> searches.thread(selected().selected(), thread);
            case ImapCommand.CancelUpdate cancel -> searches.cancel(selected().selected(), cancel);
            case ImapCommand.Notify _ -> throw ImapRefusedException.bad("NOTIFY is not offered");
        };
    }

    private List<String> capabilities() {
        return logins.capabilities(
                        state instanceof LoggedIn, service.tls() && !connection.secure(), connection.compressed())
                .names();
    }

    private void notAuthenticated() throws ImapRefusedException {
        if (!(state instanceof NotAuthenticated)) {
            throw ImapRefusedException.bad("you are logged in already");
        }
    }

    private LoggedIn loggedIn() throws ImapRefusedException {
        if (state instanceof LoggedIn who) {
            return who;
        }
        throw ImapRefusedException.bad("log in first");
    }

    private Selected selected() throws ImapRefusedException {
        loggedIn();
        if (state instanceof Selected selected) {
            return selected;
        }
        throw ImapRefusedException.bad("select a mailbox first");
    }

    private Optional<SelectedFolder> selectedNow() {
        return state instanceof Selected selected ? Optional.of(selected.selected()) : Optional.empty();
    }

    private void refresh() throws ImapRefusedException {
        if (state instanceof Selected selected) {
            store.change(selected.selected().folder()::refresh);
        }
    }

    /// RFC 9051 section 6.2.1. What the client sent behind it is thrown away.
    private Completion startTls(String tag) throws IOException, ImapRefusedException {
        notAuthenticated();
        if (connection.secure()) {
            throw ImapRefusedException.bad("TLS is active already");
        }
        if (!service.tls()) {
            throw ImapRefusedException.bad("TLS is not offered");
        }
        out.status(StatusResponse.ok(tag, "begin TLS"));
        out.flush();
        connection.startTls();
        return Completion.SAID;
    }

    /// RFC 4978.
    private Completion compress(String tag, ImapCommand.Compress compress) throws IOException, ImapRefusedException {
        loggedIn();
        if (!compress.mechanism().equals("DEFLATE")) {
            throw ImapRefusedException.bad("DEFLATE is the only mechanism");
        }
        if (connection.compressed()) {
            throw new ImapRefusedException(ImapRefusal.COMPRESSED_ALREADY);
        }
        if (connection.inputWaits()) {
            throw ImapRefusedException.bad("wait for the answer to COMPRESS");
        }
        out.status(StatusResponse.ok(tag, "DEFLATE active"));
        out.flush();
        connection.startCompression();
        return Completion.SAID;
    }

    private Completion enter(Authenticated who, String command) throws IOException {
        state = who;
        connection.idle(IDLE_MINUTES, TimeUnit.MINUTES);
        service.events().loggedIn(store.user(), connection.peer());
        return Completion.ok(new ResponseCode.Capability(capabilities()), command + " completed");
    }

    /// RFC 5161.
    private Completion enable(ImapCommand.Enable enable) throws IOException {
        StringBuilder done = new StringBuilder("ENABLED");
        for (String extension : enable.extensions()) {
            boolean known = true;
            switch (extension) {
                case "CONDSTORE" -> enabled.enableCondstore();
                case "QRESYNC" -> enabled.enableQresync();
                case "UTF8=ACCEPT" -> enabled.enableUtf8();
                case "IMAP4REV2" -> enabled.enableRev2();
                case "UIDONLY" -> enabled.enableUidOnly();
                default -> known = false;
            }
            if (known) {
                done.append(' ').append(extension.equals("IMAP4REV2") ? "IMAP4rev2" : extension);
            }
        }
        parser.mode(enabled.mode());
        out.mode(enabled.mode());
        out.untagged(done.toString());
        return Completion.ok("ENABLE completed");
    }

    private Completion select(ImapCommand.Select select) throws IOException, ImapRefusedException {
        LoggedIn who = loggedIn();
        if (select.qresync().isPresent() && !enabled.qresync()) {
            throw ImapRefusedException.bad("ENABLE QRESYNC comes first");
        }
        boolean hadOne = state instanceof Selected;
        unselect();
        if (hadOne && (enabled.rev2() || enabled.qresync())) {
            out.ok(ResponseCode.Plain.CLOSED, "the previous mailbox is closed");
        }
        SelectedFolder selected = selects.select(who.folders(), select);
        state = new Selected(who.account(), who.folders(), selected);
        return select.readOnly()
                ? Completion.quiet(ResponseCode.Plain.READ_ONLY, "EXAMINE completed")
                : Completion.quiet(ResponseCode.Plain.READ_WRITE, "SELECT completed");
    }

    private void unselect() throws ImapRefusedException {
        if (state instanceof Selected(Account account, AccountFolders tree, SelectedFolder selected)) {
            state = new Authenticated(account, tree);
            letGo(tree, selected);
        }
    }

    private void letGo(AccountFolders tree, SelectedFolder selected) throws ImapRefusedException {
        store.change(() -> {
            selected.view().close();
            tree.release(selected.folder());
        });
    }

    private void leaveIfSelected(LoggedIn who, Optional<FolderName> name) throws ImapRefusedException {
        if (who instanceof Selected selected
                && name.filter(selected.selected().name()::equals).isPresent()) {
            unselect();
        }
    }

    /// RFC 2177. What is new is told at once, and from then on as it comes.
    private Completion idle(String tag) throws IOException, ImapRefusedException {
        refresh();
        idle = Optional.of(tag);
        out.continuation("idling");
        if (state instanceof Selected selected) {
            changes.tell(selected.selected(), true);
            selected.selected().view().onPending(pushing::wanted);
        }
        return Completion.SAID;
    }

    private void endIdle(Line.Whole line) throws IOException {
        String tag = idle.orElseThrow();
        idle = Optional.empty();
        if (state instanceof Selected selected) {
            selected.selected().view().onPending(null);
        }
        if (line.latin1().strip().equalsIgnoreCase("DONE")) {
            if (state instanceof Selected selected) {
                changes.tell(selected.selected(), true);
            }
            out.status(StatusResponse.ok(tag, "IDLE completed"));
        } else {
            fail(ImapRefusal.bad("DONE ends IDLE").response(tag));
        }
    }

    /// On a thread of its own, while the session waits for its client.
    private void push() {
        speaking.lock();
        try {
            if (idle.isPresent() && state instanceof Selected selected) {
                if (selected.selected().view().gone()) {
                    sayBye(REPLACED);
                    out.flush();
                    connection.end();
                    return;
                }
                changes.tell(selected.selected(), true);
                out.flush();
            }
        } catch (IOException e) {
            try {
                connection.cutOff();
            } catch (IOException _) {
                // It is gone, which is what was wanted.
            }
        } finally {
            speaking.unlock();
        }
    }

    private void end() {
        SessionState last = state;
        state = new SessionState.LoggedOut();
        if (last instanceof Selected(Account _, AccountFolders tree, SelectedFolder selected)) {
            try {
                letGo(tree, selected);
            } catch (ImapRefusedException told) {
                // The log has it.
            }
        }
    }

    private void sayBye(String sentence) throws IOException {
        StatusResponse bye = StatusResponse.bye(sentence);
        service.events().answered(store.user(), connection.peer(), bye);
        out.status(bye);
    }

    private void refuse(ImapRefusal refusal) throws IOException {
        if (state instanceof Selected selected && !selected.selected().view().gone()) {
            changes.tell(selected.selected(), false);
        }
        StatusResponse response = refusal.response(parser.tag());
        if (refusal.bad()) {
            fail(response);
        } else {
            service.events().answered(store.user(), connection.peer(), response);
            out.status(response);
        }
    }

    /// The client's error; whoever makes too many is sent away.
    private void fail(StatusResponse response) throws IOException {
        service.events().answered(store.user(), connection.peer(), response);
        out.status(response);
        errors++;
        if (errors >= service.limits().errors()) {
            sayBye("too many errors");
            end();
        }
    }
}
