package epostadm.server.probe;

import epostadm.server.lookup.CheckResult;
import epostadm.server.lookup.DnsFinding;
import epostadm.server.lookup.Findings;
import epostadm.server.lookup.TimeLimit;
import epostadm.server.smtp.ServerExtensions;
import epostadm.server.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// One visit to one address, from the greeting to QUIT. After RCPT comes RSET: no mail is sent.
final class SmtpProbe implements Callable<SmtpProbe.Seen> {

    private static final Duration SOON = Duration.ofDays(14);

    private final String host;
    private final InetAddress address;
    private final Visit visit;
    private final TimeLimit limit;
    private final String shown;
    private final Findings findings = new Findings();
    private Optional<SeenCertificate> certificate = Optional.empty();

    SmtpProbe(String host, InetAddress address, Visit visit, TimeLimit limit) {
        this.host = host;
        this.address = address;
        this.visit = visit;
        this.limit = limit;
        this.shown = host + " [" + address.getHostAddress() + "]";
    }

    /// @param results empty where no connection came to be
    record Seen(String host, InetAddress address, Reach reach, List<CheckResult> results) {}

    @Override
    public Seen call() {
        Instant start = limit.now();
        try (Conversation talk =
                Conversation.open(new InetSocketAddress(address, visit.port()), visit.connect(), limit)) {
            try {
                talk(talk, start);
            } catch (IOException e) {
                findings.add(DnsFinding.SMTP_BREAKS_OFF, shown, reason(e));
            }
            return new Seen(host, address, Reach.OPEN, findings.results());
        } catch (IOException e) {
            return new Seen(host, address, Reach.why(e), List.of());
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void talk(Conversation talk, Instant start) throws IOException {
        String connected = since(start);
        SmtpReply greeting = talk.reply();
        if (greeting.code() != 220) {
            findings.add(DnsFinding.SMTP_UNWILLING, shown, greeting.toString());
            quit(talk);
            return;
        }
        findings.add(DnsFinding.SMTP_OK, shown, greeting.toString(), connected, since(start));
        SmtpReply ehlo = talk.ask("EHLO " + visit.host());
        if (ehlo.code() != 250) {
            findings.add(DnsFinding.SMTP_NO_EHLO, shown, ehlo.toString());
            ehlo = talk.ask("HELO " + visit.host());
            if (ehlo.code() != 250) {
                quit(talk);
                return;
            }
        } else {
            ServerExtensions offers = ServerExtensions.of(ehlo);
            String size =
                    offers.size().isPresent() ? String.valueOf(offers.size().getAsLong()) : "-";
            findings.add(
                    DnsFinding.SMTP_OFFERS,
                    shown,
                    size,
                    String.join(" ", new TreeSet<>(offers.keywords().keySet())));
            if (!secured(talk, offers)) {
                return;
            }
        }
        if (visit.address().isPresent()) {
            tryRecipient(talk, visit.address().get());
        }
        quit(talk);
        String whole = since(start);
        certificate.ifPresent(this::judge);
        findings.add(DnsFinding.SMTP_TIME, shown, whole);
    }

    /// Returns whether the talk can go on.
    private boolean secured(Conversation talk, ServerExtensions offers) throws IOException {
        if (!offers.offers("STARTTLS")) {
            findings.add(DnsFinding.TLS_ABSENT, shown);
            return true;
        }
        SmtpReply reply = talk.ask("STARTTLS");
        if (reply.code() != 220) {
            findings.add(DnsFinding.TLS_FAILED, shown, reply.toString());
            return true;
        }
        try {
            SeenCertificate seen = talk.startTls(host);
            certificate = Optional.of(seen);
            String end = seen.end().atZone(ZoneOffset.UTC).toLocalDate().toString();
            findings.add(DnsFinding.TLS_OK, shown, String.join(", ", seen.names()), end, talk.protocol());
        } catch (IOException e) {
            findings.add(DnsFinding.TLS_FAILED, shown, reason(e));
            visit.address().ifPresent(to -> findings.add(DnsFinding.RCPT_NOT_TRIED, shown, to));
            return false;
        }
        talk.ask("EHLO " + visit.host());
        return true;
    }

    /// After the visit, whose time it is not to take.
    private void judge(SeenCertificate certificate) {
        String names = String.join(", ", certificate.names());
        String end = certificate.end().atZone(ZoneOffset.UTC).toLocalDate().toString();
        Instant now = limit.now();
        if (now.isAfter(certificate.end()) || now.isBefore(certificate.start())) {
            String start =
                    certificate.start().atZone(ZoneOffset.UTC).toLocalDate().toString();
            findings.add(DnsFinding.CERTIFICATE_EXPIRED, shown, start, end);
        } else if (!certificate.isTrusted()) {
            findings.add(DnsFinding.CERTIFICATE_UNTRUSTED, shown);
        }
        if (now.isBefore(certificate.end()) && now.plus(SOON).isAfter(certificate.end())) {
            findings.add(DnsFinding.CERTIFICATE_ENDS_SOON, shown, end);
        }
        if (!certificate.isFor(host)) {
            findings.add(DnsFinding.CERTIFICATE_OTHER_NAME, shown, names.isEmpty() ? "-" : names);
        }
    }

    private void tryRecipient(Conversation talk, String to) throws IOException {
        // As a report about undelivered mail would come: no server may refuse it (RFC 5321 section 4.5.5).
        SmtpReply sender = talk.ask("MAIL FROM:<>");
        if (sender.code() != 250) {
            findings.add(DnsFinding.SENDER_REFUSED, shown, sender.toString());
            return;
        }
        SmtpReply recipient = talk.ask("RCPT TO:<" + to + ">");
        DnsFinding finding = recipient.positive()
                ? DnsFinding.RCPT_OK
                : recipient.code() < 500 ? DnsFinding.RCPT_DEFERRED : DnsFinding.RCPT_REFUSED;
        findings.add(finding, shown, to, recipient.toString());
        talk.ask("RSET");
    }

    private static void quit(Conversation talk) {
        try {
            talk.ask("QUIT");
        } catch (IOException e) {
            return; // All was said.
        }
    }

    /// In seconds, with two digits.
    private String since(Instant start) {
        return String.format(
                Locale.ROOT, "%.2f", Duration.between(start, limit.now()).toMillis() / 1000.0);
    }
}
