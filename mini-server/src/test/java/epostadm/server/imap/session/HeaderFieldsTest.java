package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderFieldsTest {

    @Test
    void fieldsAreTakenApartWithTheLinesThatGoOnWithThem() {
        assertThat(HeaderFields.of("A: 1\r\nB: 2\r\n 3\r\n\t4\r\nC:\r\n\r\n"))
                .containsExactly("A: 1", "B: 2\r\n 3\r\n\t4", "C:");
    }

    @Test
    void brokenHeadersAreTakenAsTheyCome() {
        assertThat(HeaderFields.of(" first\nno field\nB: 2")).containsExactly(" first", "no field", "B: 2");
        assertThat(HeaderFields.of("")).isEmpty();
        assertThat(HeaderFields.of("\r\n")).isEmpty();
        assertThat(HeaderFields.of("\n \nA: 1")).containsExactly("A: 1");
    }
}
