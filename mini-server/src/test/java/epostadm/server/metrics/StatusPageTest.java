package epostadm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics();
    private Optional<String> trouble = Optional.empty();
    private StatusPage page;

    @BeforeEach
    void start() throws IOException {
        Health health = new Health().ask("listeners", Optional::empty).ask("disk", () -> trouble);
        page = StatusPage.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), health, metrics);
    }

    @AfterEach
    void stop() {
        page.close();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + page.address().getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsMetricsInPrometheusText() throws Exception {
        metrics.connected(Service.POP3);
        HttpResponse<String> response = ask("GET", "/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("epostadm_connections_total{service=\"pop3\"} 1\n");
    }

    @Test
    void isWellWhileNothingIsWrong() throws Exception {
        HttpResponse<String> response = ask("GET", "/healthz");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok\nlisteners: ok\ndisk: ok\n");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        trouble = Optional.of("3 MB left");
        HttpResponse<String> response = ask("GET", "/healthz");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("in trouble\nlisteners: ok\ndisk: 3 MB left\n");
    }

    @Test
    void aCheckThatFailsIsTroubleAndNoStackTrace() {
        Health health = new Health().ask("spool", () -> {
            throw new IOException("Input/output error");
        });
        assertThat(health.answers())
                .containsExactly(new Health.Answer("spool", Optional.of("java.io.IOException: Input/output error")));
    }

    @Test
    void headHasNoBody() throws Exception {
        HttpResponse<String> response = ask("HEAD", "/healthz");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /metrics, 405",
        "DELETE, /healthz, 405",
        "PUT, /, 405",
        "GET, /, 404",
        "GET, /metrics/x, 404",
        "GET, /metricsx, 404",
        "GET, /healthz/../etc/passwd, 404"
    })
    void refusesAllElse(String method, String path, int status) throws Exception {
        assertThat(ask(method, path).statusCode()).isEqualTo(status);
    }
}
