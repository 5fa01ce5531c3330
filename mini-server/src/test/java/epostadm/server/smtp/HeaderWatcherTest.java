package epostadm.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderWatcherTest {

    /// A message with `|` where its header section ends.
    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("Date: x\r\n|\r\nbody", 0, true, false, true),
                Arguments.of("Subject: x\r\nMessage-ID : <a@b>\r\n|\r\n", 0, false, true, true),
                Arguments.of(
                        "RECEIVED: a\r\n\tb\r\nReceived:\r\nX-Received: no\r\n|\r\nReceived: y", 2, false, false, true),
                Arguments.of("|\r\nDate: no", 0, false, false, true),
                Arguments.of("Date: x\r\n|.\r\n", 0, true, false, true),
                Arguments.of("Subject: a\r\n Date: no\r\n|\r\n", 0, false, false, true),
                Arguments.of("no header at all|\r\nDate: x\r\n", 0, false, false, false),
                Arguments.of("Subject: x\nDate: y\r\n|\r\n", 0, false, false, true));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void findsFieldsAndTheEnd(String marked, int hops, boolean date, boolean messageId, boolean whole) {
        byte[] bytes = marked.replace("|", "").getBytes(StandardCharsets.US_ASCII);
        for (int block = 1; block <= bytes.length; block++) {
            HeaderWatcher watcher = new HeaderWatcher();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean marking = true;
            for (int at = 0; at < bytes.length; at += block) {
                int to = Math.min(bytes.length, at + block);
                int from = at;
                if (marking) {
                    boolean held = watcher.holdsCr();
                    int end = watcher.scan(bytes, at, to);
                    boolean before = held && watcher.ended() && watcher.whole();
                    if (held && !before) {
                        out.write('\r');
                    }
                    out.write(bytes, at, end - at);
                    if (watcher.ended()) {
                        out.write('|');
                        marking = false;
                    }
                    if (before) {
                        out.write('\r');
                    }
                    from = watcher.holdsCr() ? to : end;
                }
                out.write(bytes, from, to - from);
            }
            assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(marked);
            assertThat(watcher.hops()).isEqualTo(hops);
            assertThat(watcher.hasDate()).isEqualTo(date);
            assertThat(watcher.hasMessageId()).isEqualTo(messageId);
            assertThat(watcher.whole()).isEqualTo(whole);
        }
    }
}
