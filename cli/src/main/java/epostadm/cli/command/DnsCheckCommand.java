package epostadm.cli.command;

import epostadm.cli.console.Cell;
import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.cli.console.Report;
import epostadm.cli.console.Tokens;
import epostadm.server.lookup.CheckResult;
import epostadm.server.lookup.DnsCheck;
import epostadm.server.lookup.DnsFinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dns check`: what the outside sees of a domain's mail, and what to do about it.
final class DnsCheckCommand implements Subcommand {

    private static final int LONGEST_TIME_OUT = 60;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^]]+)]|([^:]+)):(\\d{1,5})");
    private static final Pattern SELECTOR = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

    @Parameters(paramLabel = "DOMAIN")
    private String domain = "";

    @Option(names = "--resolver", paramLabel = "ADDR[:PORT]")
    private List<String> resolvers = new ArrayList<>();

    @Option(names = "--server", paramLabel = "ADDR")
    private List<String> servers = new ArrayList<>();

    @Option(names = "--dkim", paramLabel = "SELECTOR")
    private List<String> selectors = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "5")
    private int timeOut;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        invocation.domain(domain);
        if (timeOut < 1 || timeOut > LONGEST_TIME_OUT) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-timeout", timeOut));
        }
        for (String selector : selectors) {
            if (!SELECTOR.matcher(selector).matches()) {
                throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-selector", selector));
            }
        }
        List<InetSocketAddress> asked = new ArrayList<>();
        for (String resolver : resolvers) {
            asked.add(endpoint(resolver, invocation));
        }
        List<InetAddress> own = new ArrayList<>();
        for (String server : servers) {
            own.add(address(server, invocation));
        }
        List<CheckResult> results = new DnsCheck(asked, Duration.ofSeconds(timeOut)).of(domain, own, selectors);
        if (invocation.tellsRows()) {
            printRows(results, invocation);
        } else {
            print(results, invocation);
        }
        boolean trouble =
                results.stream().anyMatch(result -> result.finding().status().isTrouble());
        return trouble ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static InetSocketAddress endpoint(String typed, Invocation invocation) throws Refusal {
        Matcher parts = WITH_PORT.matcher(typed);
        if (!parts.matches()) {
            return new InetSocketAddress(address(typed, invocation), 53);
        }
        int port = Integer.parseInt(parts.group(3));
        if (port < 1 || port > 65535) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-address", typed));
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new InetSocketAddress(address(host, invocation), port);
    }

    private static InetAddress address(String typed, Invocation invocation) throws Refusal {
        try {
            return InetAddress.ofLiteral(typed);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-address", typed));
        }
    }

    private static void print(List<CheckResult> results, Invocation invocation) throws IOException {
        Set<DnsFinding> open = EnumSet.noneOf(DnsFinding.class);
        try (Report report = invocation.table("", "status", "id", "meaning")) {
            for (CheckResult result : results) {
                report.row(status(result, invocation), id(result.finding()), meaning(result, invocation));
                if (result.finding().status() != DnsFinding.Status.OK) {
                    open.add(result.finding());
                }
            }
        }
        if (!open.isEmpty()) {
            invocation.bytes().write('\n');
            try (Report report = invocation.table("", "id", "next")) {
                for (DnsFinding finding : open) {
                    report.row(id(finding), next(finding, invocation));
                }
            }
        }
    }

    private static void printRows(List<CheckResult> results, Invocation invocation) throws IOException {
        try (Report report = invocation.table("checks", "status", "id", "facts", "meaning", "next")) {
            for (CheckResult result : results) {
                report.row(
                        status(result, invocation),
                        id(result.finding()),
                        Cell.several(result.facts()),
                        meaning(result, invocation),
                        next(result.finding(), invocation));
            }
        }
    }

    private static Cell status(CheckResult result, Invocation invocation) {
        return Tokens.cell(result.finding().status(), "dns.status", invocation.messages());
    }

    private static Cell id(DnsFinding finding) {
        return Cell.text(Tokens.of(finding));
    }

    private static Cell meaning(CheckResult result, Invocation invocation) {
        return Cell.text(invocation.text(
                "dns." + Tokens.of(result.finding()), result.facts().toArray()));
    }

    private static Cell next(DnsFinding finding, Invocation invocation) {
        return finding.status() == DnsFinding.Status.OK
                ? Cell.absent()
                : Cell.text(invocation.text("dns.next." + Tokens.of(finding)));
    }
}
