package epostadm.mailstore.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderScanTest {

    /// In blocks of every size, none of which may matter.
    private static void assertBroken(String message, boolean broken) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int size = 1; size <= bytes.length + 1; size++) {
            HeaderScan scan = new HeaderScan();
            byte[] block = new byte[size];
            for (int at = 0; at < bytes.length; at += size) {
                int length = Math.min(size, bytes.length - at);
                System.arraycopy(bytes, at, block, 0, length);
                scan.take(block, length);
            }
            assertThat(scan.broken()).as(message + " in blocks of " + size).isEqualTo(broken);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: a\r\n\r\nb\r\n",
                "Subject: a\n\nb\n",
                "Subject: a\r\n b\r\n\tc\r\nX-Y_z: \u00e3\u0081\u0082\r\n\r\nd",
                "Subject : a\r\n\r\nb\r\n",
                "Subject:\r\n\r\n",
                "Subject: a\r\n",
                "Subject: a",
                "Subject: a\r\n.\r\n",
                "Subject: a\r\n\r\nnot: a header any more\r\n no\r\n",
            })
    void takesWhatIsAHeader(String message) {
        assertBroken(message, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sakura\r\n",
                "\r\nSubject: a\r\n\r\n",
                "\nb\n",
                " Subject: a\r\n\r\n",
                ": a\r\n\r\n",
                "From hanako Thu Apr  2 09:00:00 2026\r\nSubject: a\r\n\r\n",
                "Subject: a\r\ntext\r\n",
                "Subject: a\r\n\u00e3\u0081\u0082: b\r\n\r\n",
                "Subject",
                ".\r\n",
                "Subject: a\r\n\rb\r\n",
            })
    void seesWhatIsNone(String message) {
        assertBroken(message, true);
    }
}
