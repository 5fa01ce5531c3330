package epostadm.mailstore.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrdbDatTest {

    @Test
    void readsAHostALine() {
        String text = "' lists\r\nBL.example\r\n\r\n# old\n dead.example,127.0.0.2\nbl.example\nother.example  1\n,\n";
        assertThat(OrdbDat.parse(text).hosts()).containsExactly("bl.example", "dead.example", "other.example");
    }
}
