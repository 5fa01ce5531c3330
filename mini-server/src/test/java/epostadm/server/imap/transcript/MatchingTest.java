package epostadm.server.imap.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchingTest {

    private static boolean matches(Variables variables, String pattern, String answer) {
        return new Matching(variables)
                .matches(ValueParser.pattern(Literals.whole(pattern)), ValueParser.answer(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "3 exists | 3 EXISTS",
                "ok | OK done",
                "ok | OK [UNSEEN 3] first",
                "ok [unseen $n] | OK [UNSEEN 3] first",
                "1 fetch (uid 5 flags (\\Seen \\Draft)) | 1 FETCH (FLAGS (\\Draft \\Recent \\Seen) UID 5 RFC822.SIZE 3)",
                "1 fetch (body[header.fields (to)]<0> \"x\") | 1 FETCH (BODY[HEADER.FIELDS (TO)]<0> \"x\")",
                "1 fetch (internaldate \"05-Jan-2026 01:00:00 +0900\") | 1 FETCH (INTERNALDATE \" 4-Jan-2026 16:00:00 +0000\")",
                "1 fetch (bodystructure (\"text\" \"plain\" nil)) | 1 FETCH (BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL))",
                "status a (messages 1 unseen 0) | STATUS \"a\" (UNSEEN 0 MESSAGES 1)",
                "status a (messages 1 $!extra) | STATUS a (UNSEEN 0 MESSAGES 1)",
                "list (\\haschildren) \"/\" inbox | LIST (\\Subscribed \\HasChildren) \"/\" INBOX",
                "search 1 2 3 | SEARCH 1 2 3",
                "search $!unordered 2 3 | SEARCH 1 2 3",
                "search $!extra | SEARCH",
                "capability $!unordered $!ban=STARTTLS idle | CAPABILITY IMAP4rev1 IDLE",
                "esearch (tag \"a1\") $!unordered=2 count 3 all $x | ESEARCH (TAG \"a1\") ALL 1:3 COUNT 3",
                "flags (a b) | FLAGS (b a)",
                "$a $b | 1 EXPUNGE",
                "1 fetch (flags ($$Forwarded)) | 1 FETCH (FLAGS ($Forwarded))",
            })
    void matchesWhatIsMeant(String pattern, String answer) {
        assertThat(matches(new Variables(), pattern, answer)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "3 exists | 4 EXISTS",
                "ok | NO done",
                "ok [unseen 3] | OK first",
                "ok [unseen 3] | OK [UNSEEN 4] first",
                "1 fetch (flags (\\Seen)) | 1 FETCH (FLAGS (\\Seen \\Draft))",
                "1 fetch (flags (\\Seen \\Draft)) | 1 FETCH (FLAGS (\\Seen))",
                "1 fetch (flags ($!ban=\\recent)) | 1 FETCH (FLAGS (\\Recent))",
                "1 fetch ($!noextra uid 5) | 1 FETCH (UID 5 FLAGS ())",
                "1 fetch (uid 5) | 1 FETCH (UID \"5\")",
                "1 fetch (uid 5) | 2 FETCH (UID 5)",
                "1 fetch (envelope (nil)) | 1 FETCH (ENVELOPE (\"NIL\"))",
                "1 fetch (body[text] \"ab\") | 1 FETCH (BODY[TEXT] \"AB\")",
                "1 fetch (internaldate \"05-Jan-2026 01:00:00 +0900\") | 1 FETCH (INTERNALDATE \"05-Jan-2026 01:00:00 +0000\")",
                "status a (messages 1) | STATUS a (UNSEEN 0 MESSAGES 1)",
                "list ($!noextra) \"/\" inbox | LIST (\\HasChildren) \"/\" INBOX",
                "list () \"/\" inbox | LIST () NIL INBOX",
                "search 1 2 3 | SEARCH 1 3 2",
                "search 1 2 | SEARCH 1 2 3",
                "search 1 2 3 | SEARCH 1 2",
                "capability $!unordered $!ban=STARTTLS idle | CAPABILITY STARTTLS IDLE",
                "$a $a | 1 EXPUNGE",
            })
    void doesNotMatchWhatIsNot(String pattern, String answer) {
        assertThat(matches(new Variables(), pattern, answer)).isFalse();
    }

    @Test
    void catchesVariablesAndKeepsThem() {
        Variables variables = new Variables();
        assertThat(matches(variables, "ok [appenduid $v $u1:$u2]", "OK [APPENDUID 7 11:12] done"))
                .isTrue();
        assertThat(variables.fill("$v ${u1}x $$u2 $u2")).isEqualTo("7 11x $u2 12");
        assertThat(matches(variables, "search $u1", "SEARCH 12")).isFalse();
        assertThat(matches(variables, "search $other $u1", "SEARCH 3 12")).isFalse();
        assertThatThrownBy(() -> variables.fill("$other")).hasMessageContaining("$other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3  EXISTS",
                "SEARCH ",
                "LIST () \"/\" \"a",
                "1 FETCH (UID 5",
                "1 FETCH (UID 5 )",
                "OK",
                "a\"b",
                "A (B)C"
            })
    void takesNoMalformedAnswers(String answer) {
        assertThatThrownBy(() -> ValueParser.answer(answer)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparesLineEndsOctetByOctet() {
        String pattern = "1 fetch (body[text] \"ab\\r\\n\")";
        assertThat(matches(new Variables(), pattern, "1 FETCH (BODY[TEXT] {4}\r\nab\r\n)"))
                .isTrue();
        assertThat(matches(new Variables(), pattern, "1 FETCH (BODY[TEXT] {3}\r\nab\n)"))
                .isFalse();
    }

    @Test
    void writesLiteralsAsTheWireDoes() {
        assertThat(Literals.pieces("append a {{{\none\n\ntwo\n}}}"))
                .containsExactly("append a {12}\r\n", "one\r\n\r\ntwo\r\n");
        assertThat(Literals.pieces("append a ~{+\"x\\0\\\"\\r\\n\"} b"))
                .containsExactly("append a ~{5+}\r\nx\0\"\r\n b");
    }
}
