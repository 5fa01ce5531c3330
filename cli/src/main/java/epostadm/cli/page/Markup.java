package epostadm.cli.page;

import epostadm.cli.console.Printable;
import java.io.BufferedWriter;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// HTML on its way out, in UTF-8: markup as it stands, texts escaped.
final class Markup implements Flushable {

    private final OutputStream bytes;
    private final Writer out;

    Markup(OutputStream bytes) {
        this.bytes = bytes;
        this.out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 13);
    }

    /// Markup of our own.
    Markup raw(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /// A text from anywhere, as content or between the double quotes of an attribute. What would steer or reorder
    /// the text around it is shown by its number.
    Markup text(String text) throws IOException {
        String shown = Printable.line(text);
        int from = 0;
        for (int i = 0; i < shown.length(); i++) {
            String escaped = escape(shown.charAt(i));
            if (!escaped.isEmpty()) {
                out.write(shown, from, i - from);
                out.write(escaped);
                from = i + 1;
            }
        }
        out.write(shown, from, shown.length() - from);
        return this;
    }

    private static String escape(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
        };
    }

    /// An element with nothing but text in it: `<h2>text</h2>`.
    Markup element(String name, String text) throws IOException {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    /// What was written elsewhere and is whole.
    void include(Spool spool) throws IOException {
        out.flush();
        spool.copyTo(bytes);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
