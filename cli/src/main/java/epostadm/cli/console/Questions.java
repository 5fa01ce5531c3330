package epostadm.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// What a command asks its person: a yes before a change, or a password.
///
/// A run without a terminal never waits for an answer: it is refused with the option that makes the question
/// needless.
public final class Questions {

    private static final int MAX_LINE = 4096;
    private static final Set<String> YES = Set.of("y", "yes", "はい");

    private final Terminal terminal;
    private final Texts texts;

    public Questions(Terminal terminal, Texts texts) {
        this.terminal = terminal;
        this.texts = texts;
    }

    /// Returns where the person agrees to `question`; anything else than a yes ends the run with nothing changed.
    public void confirm(String question) throws IOException, Refusal {
        if (!terminal.answers()) {
            throw new Refusal(ExitCode.USAGE, texts.text("confirm.no-terminal", question));
        }
        terminal.prompt(question + texts.text("confirm.choice"));
        String answer = new String(decode(line(), terminal.charset())).strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(answer)) {
            throw new Refusal(ExitCode.INTERRUPTED, texts.text("confirm.declined"));
        }
    }

    /// The first line of standard input as a password, in UTF-8.
    public char[] passwordFromInput() throws IOException, Refusal {
        char[] password = decode(line(), StandardCharsets.UTF_8);
        if (password.length == 0) {
            throw new Refusal(ExitCode.USAGE, texts.text("password.empty"));
        }
        return password;
    }

    /// A password typed twice without echo.
    public char[] passwordFromTerminal() throws Refusal {
        char[] first = secret("password.first");
        char[] second = secret("password.again");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!same) {
            throw new Refusal(ExitCode.USAGE, texts.text("password.differ"));
        }
        if (first.length == 0) {
            throw new Refusal(ExitCode.USAGE, texts.text("password.empty"));
        }
        return first;
    }

    private char[] secret(String key) throws Refusal {
        return terminal.secret(texts.text(key))
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, texts.text("password.no-terminal")));
    }

    /// The bytes up to a line feed or the end, without the line end.
    private byte[] line() throws IOException, Refusal {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = terminal.in().read();
                b >= 0 && b != '\n';
                b = terminal.in().read()) {
            if (line.size() == MAX_LINE) {
                throw new Refusal(ExitCode.USAGE, texts.text("input.long-line", MAX_LINE));
            }
            line.write(b);
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private char[] decode(byte[] bytes, Charset charset) throws Refusal {
        try {
            CharBuffer decoded = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            char[] chars = new char[decoded.remaining()];
            decoded.get(chars);
            return chars;
        } catch (CharacterCodingException e) {
            throw new Refusal(ExitCode.USAGE, texts.text("input.not-encoded", charset.name()));
        }
    }
}
