package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImapCapabilitiesTest {

    private static ImapCapabilities capabilities(boolean startTls, boolean clearText, boolean loggedIn) {
        return new ImapCapabilities(
                ImapCapabilities.all(), 0, startTls, clearText, List.of("PLAIN", "SCRAM-SHA-256"), loggedIn);
    }

    @Test
    void offersTlsAndNoLoginInClear() {
        assertThat(capabilities(true, false, false).names())
                .startsWith("IMAP4rev1", "IMAP4rev2", "LITERAL+")
                .endsWith("STARTTLS", "LOGINDISABLED", "AUTH=PLAIN", "AUTH=SCRAM-SHA-256")
                .doesNotContain("QRESYNC", "COMPRESS=DEFLATE", "LITERAL-");
    }

    @Test
    void offersLoginUnderTls() {
        assertThat(capabilities(false, true, false).names())
                .contains("AUTH=PLAIN", "SASL-IR")
                .doesNotContain("STARTTLS", "LOGINDISABLED");
    }

    @Test
    void offersTheExtensionsToWhoHasLoggedIn() {
        assertThat(capabilities(true, false, true).names())
                .contains("QRESYNC", "QUOTA=RES-STORAGE", "THREAD=REFERENCES", "APPENDLIMIT")
                .doesNotContain("STARTTLS", "LOGINDISABLED", "AUTH=PLAIN")
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesOutWhatDoesNotWork() {
        Set<ImapExtension> some = EnumSet.of(ImapExtension.IDLE, ImapExtension.APPENDLIMIT);
        ImapCapabilities capabilities = new ImapCapabilities(some, 1000, false, true, List.of(), true);
        assertThat(capabilities.names()).containsExactly("IMAP4rev1", "IDLE", "APPENDLIMIT=1000");
        assertThat(capabilities.code().text()).isEqualTo("CAPABILITY IMAP4rev1 IDLE APPENDLIMIT=1000");
    }
}
