package epostadm.server.imap.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message of an mbox, with CRLF.
///
/// @param date as IMAP writes it, from the line that begins with `From `
record MboxMessage(String date, String octets) {

    private static final Pattern FROM = Pattern.compile(
            "(?m)^From \\S+ \\w{3} (\\w{3}) ([ \\d]\\d) (\\d\\d:\\d\\d:\\d\\d) (\\d{4})(?: ([+-]\\d{4}))?\\n");

    static List<MboxMessage> read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<MboxMessage> messages = new ArrayList<>();
        Matcher from = FROM.matcher(text);
        boolean more = from.find();
        while (more) {
            String zone = from.group(5) == null ? "+0000" : from.group(5);
            String date = from.group(2) + "-" + from.group(1) + "-" + from.group(4) + " " + from.group(3) + " " + zone;
            int begin = from.end();
            more = from.find();
            // The empty line before the next message is not part of this one.
            String content = text.substring(begin, more ? from.start() - 1 : text.length());
            messages.add(new MboxMessage(date, content.replace("\n", "\r\n")));
        }
        return messages;
    }
}
