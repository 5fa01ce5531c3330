package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what is typed behind `dns check`.
final class DnsArguments {

    private static final int DNS_PORT = 53;
    private static final int LAST_PORT = 65_535;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^]]+)]|([^:]+)):(\\d{1,5})");
    private static final Pattern SELECTOR = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
    private static final Pattern MAIL_ADDRESS = Pattern.compile("([!-~&&[^\\s<>\"@,;:\\\\()\\[\\]]]{1,64})@(.+)");

    private final Invocation invocation;

    DnsArguments(Invocation invocation) {
        this.invocation = invocation;
    }

    /// A domain as DNS knows it; `日本語.example` and `xn--...` are the same.
    String domain(String typed) throws Refusal {
        String plain = typed.endsWith(".") ? typed.substring(0, typed.length() - 1) : typed;
        try {
            return invocation
                    .domain(IDN.toASCII(plain).toLowerCase(Locale.ROOT))
                    .text();
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, invocation.text("domain.invalid", typed));
        }
    }

    /// An address of that domain.
    String mailAddress(String typed, String domain) throws Refusal {
        Matcher parts = MAIL_ADDRESS.matcher(typed);
        if (!parts.matches() || !domain(parts.group(2)).equals(domain)) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-recipient", typed, domain));
        }
        return parts.group(1) + "@" + domain;
    }

    void selectors(List<String> typed) throws Refusal {
        for (String selector : typed) {
            if (!SELECTOR.matcher(selector).matches()) {
                throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-selector", selector));
            }
        }
    }

    int within(String option, int number, int least, int most) throws Refusal {
        if (number < least || number > most) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-number", option, number, least, most));
        }
        return number;
    }

    List<InetSocketAddress> endpoints(List<String> typed) throws Refusal {
        List<InetSocketAddress> endpoints = new ArrayList<>();
        for (String one : typed) {
            endpoints.add(endpoint(one));
        }
        return endpoints;
    }

    private InetSocketAddress endpoint(String typed) throws Refusal {
        Matcher parts = WITH_PORT.matcher(typed);
        if (!parts.matches()) {
            return new InetSocketAddress(address(typed), DNS_PORT);
        }
        int port = Integer.parseInt(parts.group(3));
        if (port < 1 || port > LAST_PORT) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-address", typed));
        }
        return new InetSocketAddress(address(parts.group(1) == null ? parts.group(2) : parts.group(1)), port);
    }

    List<InetAddress> addresses(List<String> typed) throws Refusal {
        List<InetAddress> addresses = new ArrayList<>();
        for (String one : typed) {
            addresses.add(address(one));
        }
        return addresses;
    }

    InetAddress address(String typed) throws Refusal {
        try {
            return InetAddress.ofLiteral(typed);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, invocation.text("dns.bad-address", typed));
        }
    }
}
