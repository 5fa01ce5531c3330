package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `ims.ctl`: where a mailbox's mail is forwarded to, whether a copy stays, and how mail is answered. An INI file
/// whose keys are blind to case; an edit keeps everything else byte for byte.
///
/// docs/store-format.md, "Control files".
public final class ImsCtl {

    public static final String NAME = "ims.ctl";

    /// What a mailbox without the file has.
    public static final ImsCtl NONE = parse(new byte[0]);

    private static final int LONGEST = 1 << 20;
    private static final String FILE = "file:";
    private static final String REPLY = "AutoReply";
    private static final String FORWARD = "AutoForward";
    private static final String FORWARD_TO = "ForwardTo";
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "autoreply", Set.of("replyfrom", "echomessage", "deleteheader", "recordreplies", "subject"),
            "autoforward", Set.of("forwardto"),
            "delivery", Set.of("discard"));
    private static final Set<String> TRUE = Set.of("1", "TRUE", "YES");

    private final IniText text;

    private ImsCtl(IniText text) {
        this.text = text;
    }

    /// The file, or an empty one where there is none.
    public static ImsCtl read(Path file) throws IOException {
        try {
            return parse(RegularFile.read(file, LONGEST));
        } catch (NoSuchFileException _) {
            return NONE;
        }
    }

    /// One character a byte: addresses are ASCII, and what is not need not be understood.
    static ImsCtl parse(byte[] bytes) {
        return new ImsCtl(IniText.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(text.text().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Where mail goes: one address, `file:` with the path of a list of addresses, or nowhere.
    public Optional<String> forwardTo() {
        return text.value(FORWARD, FORWARD_TO);
    }

    /// Whether nothing that is forwarded stays here.
    public boolean discard() {
        return isTrue("Delivery", "Discard");
    }

    /// Whether it speaks of the automatic reply at all.
    public boolean mentionsReply() {
        return text.hasSection(REPLY);
    }

    public ReplySettings reply() {
        return new ReplySettings(
                text.value(REPLY, "ReplyFrom"),
                isTrue(REPLY, "EchoMessage"),
                isTrue(REPLY, "DeleteHeader"),
                isTrue(REPLY, "RecordReplies"),
                text.value(REPLY, "Subject")
                        .flatMap(subject -> JapaneseText.decode(subject.getBytes(StandardCharsets.ISO_8859_1)))
                        .orElse("Automatic reply"));
    }

    /// How the subject of the automatic reply is written, if there is one.
    public Optional<TextEncoding> subjectEncoding() {
        return text.value(REPLY, "Subject")
                .map(subject -> TextEncoding.of(subject.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// A line that means nothing to us, and is kept.
    public record Unknown(int number, String text) {}

    public List<Unknown> unknown() {
        return text.unknown(KNOWN).stream()
                .map(place -> new Unknown(place + 1, text.line(place)))
                .toList();
    }

    private boolean isTrue(String section, String key) {
        return text.value(section, key)
                .filter(value -> TRUE.contains(value.toUpperCase(Locale.ROOT)))
                .isPresent();
    }

    /// The addresses that mail goes to, as they stand there: none, one, or those of a list.
    ///
    /// @param work the store's work folder, out of which no list is read
    public List<String> forwardAddresses(Path root, Edition edition, Path work) throws IOException {
        Optional<String> target = forwardTo();
        if (target.isEmpty()) {
            return List.of();
        }
        if (!target.get().regionMatches(true, 0, FILE, 0, FILE.length())) {
            return List.of(target.get());
        }
        Optional<Path> list = AddressList.locate(target.get().substring(FILE.length()), root, edition, work);
        return list.isEmpty() ? List.of() : AddressList.read(list.get());
    }

    /// The file with a key of a section set to a value.
    public ImsCtl with(String section, String key, String value, Edition edition) {
        return new ImsCtl(text.with(section, key, value, edition.lineEnd()));
    }

    /// The file without a key of a section.
    public ImsCtl without(String section, String key) {
        return new ImsCtl(text.without(section, key));
    }

    /// The file that forwards to there, or nowhere.
    public ImsCtl withForwardTo(Optional<String> target, Edition edition) {
        return target.isPresent() ? with(FORWARD, FORWARD_TO, target.get(), edition) : without(FORWARD, FORWARD_TO);
    }
}
