package epostadm.mailstore.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.Edition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImsCtlTest {

    private static ImsCtl parse(String text) {
        return ImsCtl.parse(text.getBytes(ISO_8859_1));
    }

    private static String text(ImsCtl file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.writeTo(out);
        return out.toString(ISO_8859_1);
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[AutoForward]\nForwardTo=a@b.example\n",
                "[autoforward]\r\n  FORWARDTO =   a@b.example  \r\n",
                "; ForwardTo=c@d\n[x]\nForwardTo=no@no\n[AutoForward]\nOther=1\nForwardTo = a@b.example",
                "\u00EF\u00BB\u00BF[AutoForward]\nForwardTo=a@b.example\nForwardTo=second@x"
            })
    void readsWhereMailGoes(String text) {
        assertThat(parse(text).forwardTo()).hasValue("a@b.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ForwardTo=a@b", "[AutoForward]\nForwardTo=\n", "[AutoReply]\nForwardTo=a@b\n", "\0["})
    void readsNoTargetWhereThereIsNone(String text) {
        assertThat(parse(text).forwardTo()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "TRUE, true", "yes, true", "Yes, true", "No, false", "0, false", "on, false", "11, false"})
    void readsWhatIsTrue(String value, boolean expected) {
        assertThat(parse("[Delivery]\nDiscard = " + value + "\n").discard()).isEqualTo(expected);
    }

    @Test
    void readsTheReplysSettingsAndTheirDefaults() {
        assertThat(parse("").reply())
                .isEqualTo(new ReplySettings(Optional.empty(), false, false, false, "Automatic reply"));
        assertThat(parse("[AutoReply]\r\nReplyFrom=x@y\r\nEchoMessage=1\r\nDeleteHeader=Yes\r\n"
                                + "RecordReplies=TRUE\r\nSubject= Away = gone \r\n")
                        .reply())
                .isEqualTo(new ReplySettings(Optional.of("x@y"), true, true, true, "Away = gone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "UTF-8", "windows-31j"})
    void readsTheSubjectInWhateverEncodingItIs(String charset) {
        String bytes = new String("不在です表".getBytes(Charset.forName(charset)), ISO_8859_1);
        assertThat(parse("[AutoReply]\nSubject=" + bytes + "\n").reply().subject())
                .isEqualTo("不在です表");
    }

    @ParameterizedTest
    @CsvSource({
        "'[AutoForward]\nForwardTo = a@b \n;x\n', '[AutoForward]\nForwardTo = n@n \n;x\n'",
        "'[AutoForward]\r\nForwardTo=', '[AutoForward]\r\nForwardTo=n@n'",
        "'[AutoForward]\r\nX=1\r\n\r\n[Delivery]\r\n', '[AutoForward]\r\nX=1\r\nForwardTo=n@n\r\n\r\n[Delivery]\r\n'",
        "'', '[AutoForward]\nForwardTo=n@n\n'",
        "'[x]', '[x]\n[AutoForward]\nForwardTo=n@n\n'",
        "'[AutoForward]', '[AutoForward]\nForwardTo=n@n\n'"
    })
    void setsTheTargetWhereItBelongs(String before, String after) throws IOException {
        ImsCtl edited = parse(before).withForwardTo(Optional.of("n@n"), Edition.BSD);
        assertThat(text(edited)).isEqualTo(after);
        assertThat(text(edited.withForwardTo(Optional.of("n@n"), Edition.WINDOWS)))
                .isEqualTo(after);
    }

    @Test
    void takesTheTargetAwayAndNothingElse() throws IOException {
        ImsCtl file = parse("[AutoForward]\r\nA=1\r\nForwardTo=a@b\r\nforwardto = c@d\r\nB=2");
        assertThat(text(file.withForwardTo(Optional.empty(), Edition.BSD))).isEqualTo("[AutoForward]\r\nA=1\r\nB=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a\nb", "a\r", "日"})
    void refusesAValueThatIsNoLine(String value) {
        ImsCtl file = parse("");
        assertThatThrownBy(() -> file.with("A", "b", value, Edition.BSD)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Without the line that was set or added, what was there is there, byte for byte and in its order.
    @ParameterizedTest
    @MethodSource("seeds")
    void keepsEverythingElseByteForByte(long seed) throws IOException {
        Seeded random = Seeded.of(seed);
        String before = randomText(random);
        String section = random.oneOf(List.of("AutoForward", "AutoReply", "Delivery", "New"));
        String key = random.oneOf(List.of("ForwardTo", "Subject", "Discard", "Zz"));
        ImsCtl file = parse(before);
        String edited = text(file.with(section, key, "v@w", Edition.BSD));
        assertThat(new String(edited.getBytes(ISO_8859_1), ISO_8859_1)).isEqualTo(edited);
        IniText after = IniText.parse(edited);
        assertThat(after.value(section, key)).hasValue("v@w");
        for (String otherSection : List.of("AutoForward", "AutoReply", "Delivery")) {
            for (String otherKey : List.of("ForwardTo", "Subject", "Discard")) {
                if (!otherSection.equals(section) || !otherKey.equals(key)) {
                    assertThat(after.value(otherSection, otherKey))
                            .isEqualTo(IniText.parse(before).value(otherSection, otherKey));
                }
            }
        }
        List<String> left = lines(edited);
        List<String> was = lines(before);
        int same = 0;
        while (same < was.size()
                && same < left.size()
                && stripped(was.get(same)).equals(stripped(left.get(same)))) {
            same++;
        }
        int added = left.size() - was.size();
        int resume = same + Math.max(1, added);
        int resumeWas = added == 0 ? same + 1 : same;
        if (!left.equals(was)) {
            assertThat(added).isBetween(0, 2);
            assertThat(left.subList(resume, left.size())).isEqualTo(was.subList(resumeWas, was.size()));
        }
    }

    private static String randomText(Seeded random) {
        List<String> parts = new ArrayList<>();
        for (int i = random.between(0, 12); i > 0; i--) {
            parts.add(random.oneOf(List.of(
                    "[AutoForward]",
                    "[autoreply]",
                    " [Delivery] ",
                    "[Other]",
                    "ForwardTo=a@b",
                    "Subject =  x y ",
                    "Discard=1",
                    "Unknown=\u0093\u00FA",
                    "; comment",
                    "",
                    "no key")));
            parts.add(i == 1 && random.chance(0.3) ? "" : random.oneOf(List.of("\r\n", "\n")));
        }
        return String.join("", parts);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    private static String stripped(String line) {
        return line.replaceFirst("[\r\n]+$", "");
    }
}
