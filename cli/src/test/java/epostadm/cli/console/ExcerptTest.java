package epostadm.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Of two first and two last lines.
class ExcerptTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Terminal terminal = Terminal.piped(Map.of(), InputStream.nullInputStream(), out, out);
    private final Excerpt excerpt = new Excerpt(terminal, 2, 2, count -> "(" + count + ")");

    private void write(int lines, OutputStream to) throws IOException {
        String text =
                IntStream.rangeClosed(1, lines).mapToObj(line -> line + "\n").collect(Collectors.joining());
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8).replace("\n", " ").strip();
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 1", "4, 1 2 3 4", "5, 1 2 3 4 5", "6, 1 2 (2) 5 6", "99, 1 2 (95) 98 99"})
    void leavesOutTheMiddleOfALongOutput(int lines, String expected) throws IOException {
        write(lines, excerpt);
        assertThat(shown()).isEqualTo(expected);
    }

    @Test
    void startsAnewWithEachOutput() throws IOException {
        write(6, excerpt);
        write(3, excerpt);
        assertThat(shown()).isEqualTo("1 2 (2) 5 6 1 2 3");
    }

    @Test
    void keepsALastLineWithoutEnd() throws IOException {
        excerpt.write("no end".getBytes(StandardCharsets.UTF_8));
        excerpt.flush();
        assertThat(shown()).isEqualTo("no end");
    }
}
