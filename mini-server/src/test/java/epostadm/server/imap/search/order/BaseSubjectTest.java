package epostadm.server.imap.search.order;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BaseSubjectTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            foo                              | foo            | false
            ''                               | ''             | false
            '  foo  '                        | foo            | false
            'foo  bar'                       | foo bar        | false
            Re: foo                          | foo            | true
            RE:foo                           | foo            | true
            're : foo'                       | foo            | true
            Re: Re: Fw: fwd: foo             | foo            | true
            Re[2]: foo                       | foo            | true
            're [blah] : foo'                | foo            | true
            Reply: foo                       | Reply: foo     | false
            Ref: foo                         | Ref: foo       | false
            Fw: foo                          | foo            | true
            Fwd: foo                         | foo            | true
            Fwdx: foo                        | Fwdx: foo      | false
            Re                               | Re             | false
            Re:                              | ''             | true
            foo (fwd)                        | foo            | true
            foo (FWD) (fwd)                  | foo            | true
            (fwd)                            | ''             | true
            foo(fwd)                         | foo            | true
            foo (fwd) bar                    | foo (fwd) bar  | false
            [list] foo                       | foo            | false
            [list] [more] foo                | foo            | false
            [list] Re: foo                   | foo            | true
            Re: [list] foo                   | foo            | true
            [a] Re[b]: [c] Fwd: [d] foo      | foo            | true
            [list]                           | [list]         | false
            [a] [b]                          | [b]            | false
            Re: [list]                       | [list]         | true
            '[list] (fwd)'                   | [list]         | true
            [a [b] foo                       | [a [b] foo     | false
            [] foo                           | foo            | false
            [fwd: foo]                       | foo            | true
            [Fwd: Re: foo]                   | foo            | true
            [fwd: [fwd: foo (fwd)]]          | foo            | true
            Re: [fwd: [list] foo]            | foo            | true
            [fwd: foo                        | [fwd: foo      | false
            [fwd: foo] bar                   | bar            | false
            foo [fwd: bar]                   | foo [fwd: bar] | false
            [fwd:]                           | ''             | true
            [fwd: ]                          | ''             | true
            =?utf-8?Q?Re:_foo?=              | foo            | true
            =?iso-2022-jp?B?UmU6IBskQjJxNUQbKEI=?= | 会議      | true
            =?utf-8?Q?Re?=: foo              | foo            | true
            Re: =?utf-8?B?5Lya6K2w?= (fwd)   | 会議           | true
            Re：foo                          | Re：foo        | false
            """)
    void extractsTheBase(String subject, String base, boolean reply) {
        assertThat(BaseSubject.of(subject)).isEqualTo(new BaseSubject(base, reply));
    }

    @Test
    void takesTabsAndContinuationsForSpaces() {
        assertThat(BaseSubject.of("Re:\r\n\tfoo\t \r\n bar").text()).isEqualTo("foo bar");
    }

    /// The steps as RFC 5256 writes them, one regular expression each.
    @ParameterizedTest
    @MethodSource
    void agreesWithThePlainSteps(long seed) {
        Seeded seeded = Seeded.of(seed);
        StringBuilder subject = new StringBuilder();
        for (int i = seeded.between(0, 8); i > 0; i--) {
            subject.append(seeded.oneOf(List.of(
                    "re", "fw", "fwd", ":", "Re: ", "[fwd:", "]", "[", "[a]", "[a] ", "(fwd)", " ", "foo", "fo", "x")));
        }
        assertThat(BaseSubject.of(subject.toString()))
                .as("%s", subject)
                .isEqualTo(plainly(subject.toString().replaceAll(" +", " ")));
    }

    static Stream<Long> agreesWithThePlainSteps() {
        return Seeded.seeds(800);
    }

    private static final Pattern TRAILER = Pattern.compile("(?i)(.*?)(\\(fwd\\)| )");
    private static final Pattern REFWD =
            Pattern.compile("(?i)(?:\\[[^\\[\\]]*\\] *)*(?:re|fwd?) *(?:\\[[^\\[\\]]*\\] *)?:(.*)");
    private static final Pattern BLOB = Pattern.compile("\\[[^\\[\\]]*\\] *(.+)");
    private static final Pattern FORWARDED = Pattern.compile("(?i)\\[fwd:(.*)\\]");

    private static BaseSubject plainly(String subject) {
        String text = subject;
        boolean reply = false;
        while (true) {
            Matcher matcher = TRAILER.matcher(text);
            while (matcher.matches()) {
                reply |= !matcher.group(2).equals(" ");
                text = matcher.group(1);
                matcher = TRAILER.matcher(text);
            }
            while (true) {
                Matcher refwd = REFWD.matcher(text);
                Matcher blob = BLOB.matcher(text);
                if (text.startsWith(" ")) {
                    text = text.substring(1);
                } else if (refwd.matches()) {
                    text = refwd.group(1);
                    reply = true;
                } else if (blob.matches()) {
                    text = blob.group(1);
                } else {
                    break;
                }
            }
            Matcher forwarded = FORWARDED.matcher(text);
            if (!forwarded.matches()) {
                return new BaseSubject(text, reply);
            }
            text = forwarded.group(1);
            reply = true;
        }
    }

    @Test
    void takesLongSubjectsInGoodTime() {
        assertThat(BaseSubject.of("Re:".repeat(50_000)).text()).isEmpty();
        assertThat(BaseSubject.of("[a]".repeat(50_000)).text()).isEqualTo("[a]");
        assertThat(BaseSubject.of("[a]".repeat(50_000) + "x").text()).isEqualTo("x");
        assertThat(BaseSubject.of("[fwd:".repeat(20_000) + "x" + "]".repeat(20_000))
                        .text())
                .isEqualTo("x");
        assertThat(BaseSubject.of("[".repeat(100_000)).text()).hasSize(100_000);
    }
}
