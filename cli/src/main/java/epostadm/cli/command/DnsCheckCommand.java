package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.control.OrdbDat;
import epostadm.server.config.ConfigReader;
import epostadm.server.lookup.AskedServers;
import epostadm.server.lookup.CheckResult;
import epostadm.server.lookup.DnsCheck;
import epostadm.server.lookup.DnsReport;
import epostadm.server.lookup.Subject;
import epostadm.server.lookup.TimeLimit;
import epostadm.server.probe.PortCheck;
import epostadm.server.probe.Visit;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dns check`: what the outside sees of a domain's mail, and what to do about it.
final class DnsCheckCommand implements Subcommand {

    private static final int LONGEST_TIME = 3600;
    private static final int LAST_PORT = 65_535;

    /// Public resolvers of three operators, for `--from-outside`; its help names them.
    private static final List<String> OUTSIDE = List.of("1.1.1.1", "8.8.8.8", "9.9.9.9");

    @Parameters(paramLabel = "DOMAIN")
    private String domain = "";

    @Option(names = "--resolver", paramLabel = "ADDR[:PORT]")
    private List<String> resolvers = new ArrayList<>();

    @Option(names = "--from-outside")
    private boolean fromOutside;

    @Option(names = "--name-server", paramLabel = "ADDR[:PORT]")
    private List<String> nameServers = new ArrayList<>();

    @Option(names = "--server", paramLabel = "ADDR")
    private List<String> servers = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--dkim", paramLabel = "SELECTOR")
    private List<String> selectors = new ArrayList<>();

    @Option(names = "--dnsbl", paramLabel = "HOST")
    private List<String> blockLists = new ArrayList<>();

    @Option(names = "--ordb", paramLabel = "FILE")
    private Optional<Path> ordb = Optional.empty();

    @Option(names = "--connect")
    private boolean connect;

    @Option(names = "--address", paramLabel = "NAME@DOMAIN")
    private Optional<String> address = Optional.empty();

    @Option(names = "--reference", paramLabel = "ADDR")
    private Optional<String> reference = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "25")
    private int port;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60")
    private int seconds;

    @Override
    public ExitCode run(Invocation invocation) throws IOException, Refusal {
        DnsArguments arguments = new DnsArguments(invocation);
        String asked = arguments.domain(domain);
        arguments.selectors(selectors);
        arguments.within("--port", port, 1, LAST_PORT);
        Duration time = Duration.ofSeconds(arguments.within("--timeout", seconds, 1, LONGEST_TIME));
        if (!connect && (address.isPresent() || reference.isPresent())) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.needs-connect"));
        }
        Optional<String> recipient =
                address.isPresent() ? Optional.of(arguments.mailAddress(address.get(), asked)) : Optional.empty();
        Optional<InetAddress> known =
                reference.isPresent() ? Optional.of(arguments.address(reference.get())) : Optional.empty();
        Optional<Subject> subject = subject(asked, arguments, invocation);
        if (subject.isEmpty()) {
            return ExitCode.USAGE;
        }
        TimeLimit limit = TimeLimit.of(invocation.clock(), time);
        DnsReport report = new DnsCheck(askedServers(arguments)).of(subject.get(), limit);
        List<CheckResult> results = new ArrayList<>(report.results());
        if (connect) {
            results.addAll(visit(report, Visit.of(ownName(invocation), port, recipient), known, limit));
        }
        new DnsReportText(invocation).print(results);
        boolean trouble =
                results.stream().anyMatch(result -> result.finding().status().isTrouble());
        return trouble ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private AskedServers askedServers(DnsArguments arguments) throws Refusal {
        List<InetSocketAddress> named = arguments.endpoints(resolvers);
        List<InetSocketAddress> authorities = arguments.endpoints(nameServers);
        if (!named.isEmpty()) {
            return new AskedServers(named, List.of(), authorities, fromOutside);
        }
        List<InetSocketAddress> usual = AskedServers.ofThisMachine();
        return fromOutside
                ? new AskedServers(arguments.endpoints(OUTSIDE), usual, authorities, true)
                : new AskedServers(usual, List.of(), authorities, false);
    }

    /// Empty where the configuration has problems, which are told.
    private Optional<Subject> subject(String asked, DnsArguments arguments, Invocation invocation)
            throws IOException, Refusal {
        List<InetAddress> machine = ThisServer.addresses();
        if (config.isPresent()) {
            switch (ConfigReader.read(config.get(), invocation.host())) {
                case ConfigReader.Reading.Bad bad -> {
                    ConfigTexts texts = new ConfigTexts(config.get(), invocation.messages());
                    bad.problems().forEach(problem -> invocation.terminal().line(texts.line(problem)));
                    return Optional.empty();
                }
                case ConfigReader.Reading.Good good ->
                    machine = ThisServer.listening(good.config().listeners());
            }
        }
        List<String> lists = new ArrayList<>();
        for (String list : blockLists) {
            lists.add(arguments.domain(list));
        }
        if (ordb.isPresent()) {
            try {
                lists.addAll(OrdbDat.readFile(ordb.get()).hosts());
            } catch (NoSuchFileException e) {
                throw new Refusal(ExitCode.USAGE, invocation.text("dns.no-file", ordb.get()));
            }
        }
        return Optional.of(new Subject(
                asked,
                arguments.addresses(servers),
                machine,
                selectors,
                lists.stream().distinct().toList()));
    }

    private static List<CheckResult> visit(DnsReport report, Visit visit, Optional<InetAddress> known, TimeLimit limit)
            throws IOException {
        try {
            return new PortCheck(visit, limit).of(report.targets(), known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// RFC 5321 section 4.1.4: a name with a domain, or an address.
    private static String ownName(Invocation invocation) throws IOException {
        String host = invocation.host();
        if (host.indexOf('.') > 0) {
            return host;
        }
        return ThisServer.addresses().stream()
                .filter(address -> address.getAddress().length == 4)
                .findFirst()
                .map(address -> "[" + address.getHostAddress() + "]")
                .orElse("[127.0.0.1]");
    }
}
