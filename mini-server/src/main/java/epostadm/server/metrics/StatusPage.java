package epostadm.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// `/healthz` and `/metrics` over HTTP, for programs that watch the server; GET and HEAD only.
public final class StatusPage implements AutoCloseable {

    private static final int BACKLOG = 16;
    private static final int THREADS = 2;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;

    private StatusPage(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /// What is sent.
    record Page(int status, String contentType, String text) {
        static Page plain(int status, String text) {
            return new Page(status, PLAIN, text + "\n");
        }
    }

    /// Takes the port and answers at once; 0 takes any.
    public static StatusPage start(InetSocketAddress address, Health health, Metrics metrics) throws IOException {
        bound();
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("status-", 0).factory());
        server.setExecutor(threads);
        server.createContext(
                "/metrics",
                exchange ->
                        answer(exchange, "/metrics", () -> new Page(200, PrometheusText.CONTENT_TYPE, metrics.text())));
        server.createContext("/healthz", exchange -> answer(exchange, "/healthz", () -> page(health)));
        server.createContext("/", exchange -> answer(exchange, "/", () -> Page.plain(404, "/healthz /metrics")));
        server.start();
        return new StatusPage(server, threads);
    }

    /// The JDK's server takes its bounds from system properties alone, when it is first used.
    private static void bound() {
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "10");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "10");
        System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "64");
    }

    private static Page page(Health health) {
        List<Health.Answer> answers = health.answers();
        boolean well = answers.stream().allMatch(answer -> answer.trouble().isEmpty());
        StringBuilder text = new StringBuilder(well ? "ok" : "in trouble");
        for (Health.Answer answer : answers) {
            text.append('\n')
                    .append(answer.name())
                    .append(": ")
                    .append(answer.trouble().orElse("ok"));
        }
        return Page.plain(well ? 200 : 503, text.toString());
    }

    private static void answer(HttpExchange exchange, String path, Supplier<Page> pages) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Page page;
            if (!head && !method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                page = Page.plain(405, "GET, HEAD");
            } else if (!path.equals("/") && !exchange.getRequestURI().getPath().equals(path)) {
                page = Page.plain(404, "/healthz /metrics");
            } else {
                page = pages.get();
            }
            byte[] octets = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(octets.length));
                exchange.sendResponseHeaders(page.status(), -1);
            } else {
                exchange.sendResponseHeaders(page.status(), octets.length);
                exchange.getResponseBody().write(octets);
            }
        }
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
