package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.FolderName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNameTest {

    @ParameterizedTest
    @CsvSource({
        "inbox, false, INBOX",
        "iNbOx/a, false, INBOX/a",
        "a/b/, false, a/b",
        "&MMYwuTDI-, false, テスト",
        "a&-b, false, a&b",
        "テスト, false, テスト",
        "テスト, true, テスト",
        "&MMYwuTDI-, true, &MMYwuTDI-",
        "a&b, true, a&b"
    })
    void meansAFolder(String written, boolean utf8, String folder) {
        assertThat(MailboxName.parse(written, utf8).folder())
                .contains(FolderName.parse(folder).orElseThrow());
    }

    /// RFC 3501 section 5.1.3: no shift back, a shift too many, ASCII in BASE64.
    @ParameterizedTest
    @ValueSource(strings = {"a&b", "&Jjo!", "&Jjo", "&U,BTFw-&ZeVnLIqe-", "&AGE-", "..", "a//b", "", "/a", "a\\b"})
    void meansNoneWhereItIsNoName(String written) {
        assertThat(MailboxName.parse(written, false).folder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u2028b", "a\u2029b", "a\u0085b", "a\u007fb", "a\tb"})
    void meansNoneWhereUnicodeForbidsIt(String written) {
        assertThat(MailboxName.parse(written, true).folder()).isEmpty();
    }
}
