package epostadm.server.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// All that this server counts: the table of contents of `/metrics`. docs/operations.md, "Metrics".
public final class Metrics {

    private static final Label SERVICE = Label.of("service", Service.class);
    private static final Label PLACE = new Label("place", List.of("inside", "outside"));
    private static final List<String> VERBS = List.of(
            "apop",
            "auth",
            "bdat",
            "capa",
            "data",
            "dele",
            "ehlo",
            "expn",
            "helo",
            "help",
            "lhlo",
            "list",
            "mail",
            "noop",
            "pass",
            "quit",
            "rcpt",
            "retr",
            "rset",
            "starttls",
            "stat",
            "stls",
            "top",
            "uidl",
            "user",
            "utf8",
            "vrfy");

    private final List<Metric> all = new ArrayList<>();

    private final Counter connections =
            counted(new Counter("epostadm_connections_total", "Clients that were let in.", SERVICE));
    private final Counter commands = counted(new Counter(
            "epostadm_commands_total", "Commands that were understood.", SERVICE, Label.open("command", VERBS)));
    private final Counter refused = counted(new Counter(
            "epostadm_refused_total", "Commands that were refused.", SERVICE, Label.of("reason", Refusal.class)));
    private final Counter logins = counted(new Counter(
            "epostadm_logins_total", "Tries to log in.", SERVICE, new Label("result", List.of("success", "failure"))));
    private final Counter accepted =
            counted(new Counter("epostadm_messages_accepted_total", "Messages taken into the queue.", SERVICE));
    private final Histogram size = counted(
            new Histogram("epostadm_message_size_bytes", "Sizes of the messages taken.", 1e3, 1e4, 1e5, 1e6, 1e7, 1e8));
    private final Counter delivered =
            counted(new Counter("epostadm_delivered_total", "Recipients that have got their message.", PLACE));
    private final Histogram delay = counted(new Histogram(
            "epostadm_delivery_seconds",
            "From the queue into the mailbox, or to the next server.",
            0.01,
            0.03,
            0.1,
            0.3,
            1,
            3,
            10,
            60,
            600,
            3600,
            6 * 3600,
            24 * 3600));
    private final Counter deferred =
            counted(new Counter("epostadm_deferred_total", "Tries to deliver that will be repeated."));
    private final Counter failed = counted(new Counter("epostadm_failed_total", "Recipients that were given up."));
    private final Counter bounced =
            counted(new Counter("epostadm_bounced_total", "Reports of failure sent to senders."));
    private final Counter dead =
            counted(new Counter("epostadm_dead_total", "Messages neither delivered nor returned."));
    private final Counter faults = counted(new Counter(
            "epostadm_faults_total",
            "Failures of this server itself; each is in the operations log.",
            new Label("where", List.of("smtp", "submission", "lmtp", "pop3", "queue"))));

    private <M extends Metric> M counted(M metric) {
        all.add(metric);
        return metric;
    }

    /// Shows a number that is asked for when somebody looks.
    public Metrics gauge(String name, String help, LongSupplier now) {
        all.add(Gauge.of(name, help, now::getAsLong));
        return this;
    }

    /// Shows a count that somebody else keeps.
    public Metrics count(String name, String help, LongSupplier now) {
        all.add(Gauge.ofCount(name, help, now::getAsLong));
        return this;
    }

    public void connected(Service service) {
        connections.add(Label.value(service));
    }

    /// @param verb in any case; one that is not known counts as `other`
    public void commanded(Service service, String verb) {
        commands.add(Label.value(service), verb.toLowerCase(Locale.ROOT));
    }

    public void refused(Service service, Refusal reason) {
        refused.add(Label.value(service), Label.value(reason));
    }

    public void loggedIn(Service service) {
        logins.add(Label.value(service), "success");
    }

    public void loginFailed(Service service) {
        logins.add(Label.value(service), "failure");
    }

    public void accepted(Service service, long octets) {
        accepted.add(Label.value(service));
        size.add(octets);
    }

    public void deliveredInside() {
        delivered.add("inside");
    }

    public void deliveredOutside() {
        delivered.add("outside");
    }

    /// How long a message that was delivered had been in the queue.
    public void delay(Duration inQueue) {
        delay.add(Math.max(0, inQueue.toNanos() / 1e9));
    }

    public void deferred() {
        deferred.add();
    }

    public void failed() {
        failed.add();
    }

    public void bounced() {
        bounced.add();
    }

    public void dead() {
        dead.add();
    }

    public void fault(Service service) {
        faults.add(Label.value(service));
    }

    public void queueFault() {
        faults.add("queue");
    }

    /// As Prometheus reads it.
    public String text() {
        PrometheusText text = new PrometheusText();
        for (Metric metric : List.copyOf(all)) {
            metric.write(text);
        }
        return text.toString();
    }
}
