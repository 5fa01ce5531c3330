package epostadm.server.imap;

import epostadm.mailstore.mail.FolderName;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A relative URL of RFC 5092 that names a message, or a part of one, on this server: RFC 4469 section 3 has no
/// other.
///
/// @param mailbox none where it is the selected one
/// @param section [FetchItem.Section#WHOLE] where the URL has none
/// @param partial which of its octets; none is all
public record ImapUrl(
        Optional<FolderName> mailbox,
        OptionalLong uidValidity,
        long uid,
        FetchItem.Section section,
        Optional<FetchItem.Partial> partial) {

    private static final Pattern FORM = Pattern.compile(
            "(?:/(?<mailbox>[^;]+?)(?:;UIDVALIDITY=(?<validity>[1-9][0-9]{0,9}))?)?/?;UID=(?<uid>[1-9][0-9]{0,9})"
                    + "(?:/;SECTION=(?<section>[^;/]+))?"
                    + "(?:/;PARTIAL=(?<from>[0-9]{1,10})(?:\\.(?<length>[1-9][0-9]{0,9}))?)?",
            Pattern.CASE_INSENSITIVE);

    /// The message that it names, or nothing where it is no such URL.
    public static Optional<ImapUrl> parse(String url) {
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            Optional<String> mailbox =
                    Optional.ofNullable(form.group("mailbox")).map(ImapUrl::decoded);
            Optional<FolderName> folder = mailbox.flatMap(FolderName::parse);
            if (mailbox.isPresent() && folder.isEmpty()) {
                return Optional.empty();
            }
            String validity = form.group("validity");
            return section(Optional.ofNullable(form.group("section")).map(ImapUrl::decoded))
                    .map(section -> new ImapUrl(
                            folder,
                            validity == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(validity)),
                            Long.parseLong(form.group("uid")),
                            section,
                            partial(form.group("from"), form.group("length"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<FetchItem.Partial> partial(String from, String length) {
        return Optional.ofNullable(from)
                .map(offset -> new FetchItem.Partial(
                        Long.parseLong(offset), length == null ? Long.MAX_VALUE : Long.parseLong(length)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<FetchItem.Section> section(Optional<String> text) {
        if (text.isEmpty()) {
            return Optional.of(FetchItem.Section.WHOLE);
        }
        try {
            CommandText command = new CommandText(new OneLine("[" + text.get() + "]"), ImapBounds.STANDARD);
            command.begin();
            ImapReader reader = new ImapReader(command);
            FetchItem item = FetchItemParser.item("BODY.PEEK", reader);
            reader.end();
            return item
                                    instanceof
                                    FetchItem.Body(
                                            FetchItem.Section section,
                                            boolean _,
                                            Optional<FetchItem.Partial> none)
                            && none.isEmpty()
                    ? Optional.of(section)
                    : Optional.empty();
        } catch (IOException | ImapSyntaxException e) {
            return Optional.empty();
        }
    }

    /// A text as if it had come from a client that says no more.
    private record OneLine(String text) implements ImapSource {

        @Override
        public ImapLine line(int longest) {
            return ImapLine.whole(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void goOn() {}

        @Override
        public byte[] octets(int length) throws IOException {
            throw new EOFException();
        }

        @Override
        public void skip(long length) throws IOException {
            throw new EOFException();
        }

        @Override
        public void admit(long size) {}

        @Override
        public KeptLiteral keep(long size) throws IOException {
            throw new EOFException();
        }
    }
}
