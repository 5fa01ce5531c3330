package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.check.Depth;
import epostadm.mailstore.check.FolderCheck;
import epostadm.mailstore.check.FolderFinder;
import epostadm.mailstore.check.FolderReport;
import epostadm.mailstore.log.LogName;
import epostadm.mailstore.log.LogPeriod;
import epostadm.mailstore.log.LogShelf;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.trace.UidRequest;
import epostadm.mailstore.trace.UidRequests;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `logs uid-requests`: what mail programs asked for by UID, and whether it means anything for the folder.
final class LogsUidRequests extends LogsCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--threshold", paramLabel = "PERCENT", defaultValue = "90%", converter = PercentConverter.class)
    private double threshold;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        AccountName account = AccountNames.existing(name, invocation);
        LogPeriod period = period(invocation);
        MailStore store = invocation.store();
        DomainName domain = invocation.domain(store);
        Optional<Mailbox> mailbox = store.mailboxes(domain).find(account);
        if (mailbox.isEmpty()) {
            // Says so where there is no such account either.
            store.account(account, domain);
        }
        LogShelf shelf = shelf(store, EnumSet.of(LogName.IMAP4LOG), period, invocation);
        UidRequests requests = UidRequests.find(
                account.text(), domain, new UidRequests.Scope(shelf, period, threads()), invocation.progress());
        Map<String, Optional<FolderReport>> folders = new HashMap<>();
        FolderFinder finder = new FolderFinder(new FolderCheck(Depth.NAMES, invocation.clock()), store.edition());
        for (UidRequests.Seen seen : requests.seen()) {
            if (!folders.containsKey(seen.folder())) {
                folders.put(seen.folder(), folder(seen.folder(), mailbox, finder));
            }
        }
        Set<UidRequest.Sense> senses = print(requests.seen(), folders, invocation);
        if (requests.cut()) {
            invocation.warn("trace.cut");
        }
        return senses.contains(UidRequest.Sense.NEAR_LIMIT) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static Optional<FolderReport> folder(String name, Optional<Mailbox> mailbox, FolderFinder finder)
            throws IOException {
        Optional<FolderName> folder = FolderName.parse(name);
        return mailbox.isPresent() && folder.isPresent()
                ? finder.find(mailbox.get().root(), folder.get())
                : Optional.empty();
    }

    private Set<UidRequest.Sense> print(
            List<UidRequests.Seen> seen, Map<String, Optional<FolderReport>> folders, Invocation invocation)
            throws IOException {
        Set<UidRequest.Sense> senses = EnumSet.noneOf(UidRequest.Sense.class);
        boolean rows = invocation.tellsRows();
        try (Report report =
                invocation.table("requests", "time", "folder", "request", "count", "client", "uidNext", "sense")) {
            for (UidRequests.Seen one : seen) {
                Optional<FolderReport> folder = folders.get(one.folder());
                Optional<UidRequest.Sense> sense =
                        folder.map(there -> one.request().sense(there.uidNext(), threshold));
                sense.ifPresent(senses::add);
                report.row(
                        Cell.text(rows ? one.last().toString() : SHOWN.format(one.last())),
                        Cell.text(one.folder()),
                        Cell.text(one.request().action() + " " + one.request().set()),
                        Cell.number(one.count()),
                        Cell.text(one.ip()),
                        folder.isPresent() ? Cell.number(folder.get().uidNext()) : Cell.absent(),
                        sense.isPresent() ? Tokens.cell(sense.get(), "sense", invocation.messages()) : Cell.absent());
            }
            if (!rows) {
                for (UidRequest.Sense sense : senses) {
                    report.fact(
                            "meaning",
                            Cell.text(invocation.text("sense." + Tokens.of(sense)) + ": "
                                    + invocation.text("sense-means." + Tokens.of(sense), name)));
                }
            }
        }
        if (seen.isEmpty()) {
            invocation.note("uid-requests.none", name);
        }
        return senses;
    }
}
