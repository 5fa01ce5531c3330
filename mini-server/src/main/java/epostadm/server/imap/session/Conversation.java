package epostadm.server.imap.session;

import epostadm.mailstore.hierarchy.AccountFolders;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.Account;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.session.SessionState.Authenticated;
import epostadm.server.imap.session.SessionState.LoggedIn;
import epostadm.server.imap.session.SessionState.LoggedOut;
import epostadm.server.imap.session.SessionState.NotAuthenticated;
import epostadm.server.imap.session.SessionState.Selected;
import epostadm.server.wire.ClientConnection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What a client and its session have come to: who is logged in, what is selected, what is enabled; and what each
/// command does to that.
final class Conversation {

    private final StoreWork store;
    private final ImapOutput out;
    private final Enabled enabled;
    private final TransportHandler transport;
    private final LoginHandler logins;
    private final ListHandler lists;
    private final FolderHandler folders;
    private final SelectHandler selects;
    private final AppendHandler appends;
    private final FetchHandler fetches;
    private final StoreHandler stores;
    private final CopyHandler copies;
    private final SearchHandler searches;
    private final Idling idling;
    private final SelectedWatch watch;
    private final NotifyHandler notifying;
    private SessionState state = new NotAuthenticated();

    Conversation(
            ImapService service,
            ClientConnection connection,
            ConnectionSource source,
            StoreWork store,
            ImapOutput out,
            Enabled enabled,
            Idling idling,
            SelectedWatch watch,
            Pushing pushing) {
        this.store = store;
        this.out = out;
        this.enabled = enabled;
        this.idling = idling;
        this.watch = watch;
        Quotas quotas = new Quotas(service.mailbox());
        FlagLines lines = new FlagLines(out, enabled);
        this.transport = new TransportHandler(service.tls(), connection, out);
        this.logins = new LoginHandler(service, connection, store, out);
        this.lists = new ListHandler(service, store, out, enabled);
        this.notifying = new NotifyHandler(pushing, store, out, lists, enabled, watch);
        this.folders = new FolderHandler(store, quotas, out, notifying);
        this.fetches = new FetchHandler(service, store, out, enabled, lines);
        this.selects = new SelectHandler(store, out, enabled, fetches, lines);
        this.appends =
                new AppendHandler(store, out, quotas, new Catenation(service, store, source, fetches), notifying);
        this.stores = new StoreHandler(store, enabled, lines);
        this.copies = new CopyHandler(store, service.contents(), out, enabled, notifying);
        this.searches = new SearchHandler(service, store, out, enabled);
    }

    boolean active() {
        return state instanceof LoggedIn;
    }

    boolean over() {
        return state instanceof LoggedOut;
    }

    /// Why nothing more can be done here, if so: RFC 5530 has no code for the second.
    Optional<String> obstacle() {
        if (state instanceof LoggedIn who && !logins.stillAllowed(who.account())) {
            return Optional.of("the account is no longer in use");
        }
        return selectedNow().filter(selected -> selected.view().gone()).map(_ -> SelectedFolder.REPLACED);
    }

    /// The table of contents. What it returns is said when all changes have been told.
    Completion execute(String tag, ImapCommand command) throws IOException, ImapRefusedException {
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
                out.status(StatusResponse.bye("see you"));
                end();
                yield Completion.ok("LOGOUT completed");
            }
            case ImapCommand.Id _ -> {
                out.untagged("ID (\"name\" \"epostadm\")");
                yield Completion.ok("ID completed");
            }
            case ImapCommand.StartTls _ -> {
                notAuthenticated();
                yield transport.startTls(tag);
            }
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
                yield enable(enable.extensions());
            }
            case ImapCommand.Compress compress -> {
                loggedIn();
                yield transport.compress(tag, compress);
            }
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
                Completion done = folders.delete(who.folders(), delete);
                leaveIfSelected(who, delete.mailbox().folder());
                yield done;
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
            case ImapCommand.Replace replace ->
                appends.replace(selected(), replace).withAll();
            case ImapCommand.Idle _ -> {
                loggedIn();
                refresh();
                yield idling.begin(tag);
            }
            case ImapCommand.Expunge expunge ->
                copies.expunge(selected().selected(), expunge).withAll();
            case ImapCommand.Copy copy -> {
                Completion copied = copies.copy(selected(), copy);
                yield copy.move() ? copied.withAll() : copied;
            }
            case ImapCommand.Fetch fetch -> fetches.fetch(selected().selected(), fetch);
            case ImapCommand.Store change -> stores.store(selected().selected(), change);
            case ImapCommand.Search search -> searches.search(selected().selected(), tag, search);
            case ImapCommand.Sort sort -> searches.sort(selected().selected(), tag, sort);
            case ImapCommand.Thread thread -> searches.thread(selected().selected(), thread);
            case ImapCommand.CancelUpdate cancel -> searches.cancel(selected().selected(), cancel);
            case ImapCommand.Notify wanted -> {
                LoggedIn who = loggedIn();
                refresh();
                yield notifying.handle(who.folders(), wanted);
            }
        };
    }

    List<String> capabilities() {
        return logins.capabilities(active(), transport.tlsOffered(), transport.compressed())
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

    /// What NOTIFY asked for and has not been told.
    void tellNews() throws IOException {
        notifying.push();
    }

    Optional<SelectedFolder> selectedNow() {
        return state instanceof Selected selected ? Optional.of(selected.selected()) : Optional.empty();
    }

    private void refresh() throws ImapRefusedException {
        if (state instanceof Selected selected) {
            store.change(selected.selected().folder()::refresh);
        }
    }

    private Completion enter(Authenticated who, String command) throws IOException {
        state = who;
        transport.loggedIn();
        return Completion.ok(new ResponseCode.Capability(capabilities()), command + " completed");
    }

    /// RFC 5161.
    private Completion enable(List<String> extensions) throws IOException {
        List<String> done = extensions.stream().filter(enabled::enable).toList();
        out.mode(enabled.mode());
        out.untagged(("ENABLED " + String.join(" ", done)).strip());
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
        watch.selected(selected);
        return select.readOnly()
                ? Completion.quiet(ResponseCode.Plain.READ_ONLY, "EXAMINE completed")
                : Completion.quiet(ResponseCode.Plain.READ_WRITE, "SELECT completed");
    }

    private void unselect() throws ImapRefusedException {
        if (state instanceof Selected(Account account, AccountFolders tree, SelectedFolder selected)) {
            state = new Authenticated(account, tree);
            watch.unselected();
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

    void end() {
        SessionState last = state;
        state = new LoggedOut();
        watch.unselected();
        notifying.stop();
        if (last instanceof Selected(Account _, AccountFolders tree, SelectedFolder selected)) {
            try {
                letGo(tree, selected);
            } catch (ImapRefusedException told) {
                // The log has it.
            }
        }
    }

    /// The session has let go of everything.
    void leave() {
        logins.leave();
    }
}
