package epostadm.server.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import epostadm.mailstore.control.ReplyText;
import epostadm.mailstore.message.HeaderSection;
import epostadm.server.queue.Branches;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An automatic reply as it is written: header, text, and below it, where the mailbox wants that, the message that
/// it answers. RFC 3834 section 3; RFC 2046 for the two parts.
///
/// @param fields the lines of the header, but for those about the content
record ReplyMessage(List<String> fields, ReplyText text, Optional<Echo> echo) implements Branches.Text {

    private static final int LONGEST_LINE = 998;

    /// The message that is answered.
    ///
    /// @param whole with its header, or only what is below it
    record Echo(Source text, HeaderSection header, boolean whole, String boundary) {}

    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (String field : fields) {
            line(out, field);
        }
        line(out, "MIME-Version: 1.0");
        if (echo.isEmpty()) {
            writeText(out);
            return;
        }
        String boundary = echo.get().boundary();
        line(out, "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
        line(out, "Content-Transfer-Encoding: 8bit");
        line(out, "");
        line(out, "--" + boundary);
        writeText(out);
        line(out, "");
        line(out, "--" + boundary);
        writeEcho(out, echo.get());
        line(out, "");
        line(out, "--" + boundary + "--");
    }

    private void writeText(OutputStream out) throws IOException {
        String content;
        Charset charset;
        switch (text) {
            case ReplyText.Iso2022Jp(String bytes) -> {
                content = bytes;
                charset = US_ASCII;
            }
            case ReplyText.Unicode(String unicode) -> {
                content = unicode;
                charset = UTF_8;
            }
            case ReplyText.Missing _, ReplyText.Unreadable _ -> throw new IllegalStateException("nothing to say");
        }
        String lines = content.lines().map(line -> line + "\r\n").collect(Collectors.joining());
        boolean sevenBit = lines.chars().allMatch(c -> c < 0x80)
                && content.lines().allMatch(line -> line.length() <= LONGEST_LINE);
        String name = text instanceof ReplyText.Iso2022Jp ? "ISO-2022-JP" : sevenBit ? "US-ASCII" : "UTF-8";
        line(out, "Content-Type: text/plain; charset=" + name);
        line(out, "Content-Transfer-Encoding: " + (sevenBit ? "7bit" : "base64"));
        line(out, "");
        byte[] bytes = lines.getBytes(charset);
        out.write(sevenBit ? bytes : Base64.getMimeEncoder().encode(bytes));
        if (!sevenBit) {
            line(out, "");
        }
    }

    private static void writeEcho(OutputStream out, Echo echo) throws IOException {
        try (InputStream original = echo.text().open()) {
            if (echo.whole()) {
                line(out, "Content-Type: message/rfc822");
                line(out, "Content-Transfer-Encoding: 8bit");
                line(out, "");
            } else {
                for (HeaderSection.Field field : echo.header().fields()) {
                    if (field.name().regionMatches(true, 0, "Content-", 0, "Content-".length())) {
                        line(out, field.name() + ": " + field.value());
                    }
                }
                line(out, "");
                skipHeader(original);
            }
            original.transferTo(out);
        }
    }

    private static void skipHeader(InputStream text) throws IOException {
        boolean empty = true;
        for (int octet = text.read(); octet >= 0; octet = text.read()) {
            if (octet == '\n') {
                if (empty) {
                    return;
                }
                empty = true;
            } else if (octet != '\r') {
                empty = false;
            }
        }
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
    }
}
