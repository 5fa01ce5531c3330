package epostadm.mailstore.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.fixtures.Seeded;
import epostadm.mailstore.disk.MessageFileName;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The small values of the format: account and domain names, UIDs, status digits, message file names.
class ValuesTest {

    @Test
    void tellsAccountNamesFromOthers() {
        for (String good : new String[] {"taro", "TARO", "taro.yamada", "a b", "o'neil", "x#1", "con1", "com0", "a~"}) {
            assertThat(AccountName.parse(good)).as(good).map(AccountName::text).contains(good);
        }
        flaw("", AccountName.Flaw.EMPTY);
        flaw("a".repeat(21), AccountName.Flaw.TOO_LONG);
        for (char c : "@\"/\\[];:|=,+*?<>".toCharArray()) {
            flaw("a" + c + "b", AccountName.Flaw.FORBIDDEN_CHARACTER);
        }
        flaw("太郎", AccountName.Flaw.NOT_ASCII);
        flaw("a\u0080", AccountName.Flaw.NOT_ASCII);
        flaw("a\tb", AccountName.Flaw.CONTROL_CHARACTER);
        flaw("a\u007f", AccountName.Flaw.CONTROL_CHARACTER);
        flaw(".", AccountName.Flaw.DOT_AT_AN_END);
        flaw("..", AccountName.Flaw.DOT_AT_AN_END);
        flaw("taro.", AccountName.Flaw.DOT_AT_AN_END);
        flaw("a..b", AccountName.Flaw.DOUBLE_DOT);
        flaw(" a", AccountName.Flaw.SPACE_AT_AN_END);
        flaw("a ", AccountName.Flaw.SPACE_AT_AN_END);
        flaw("~taro", AccountName.Flaw.LEADING_TILDE);
        for (String device : new String[] {"con", "NUL", "Com1", "lpt9", "aux.x", "nul .a"}) {
            flaw(device, AccountName.Flaw.RESERVED_BY_WINDOWS);
        }
        assertThat(AccountName.parse("a".repeat(64))).isPresent();
        assertThat(AccountName.parse("a".repeat(65))).isEmpty();
        assertThat(new AccountName("TARO"))
                .isEqualTo(new AccountName("taro"))
                .hasSameHashCodeAs(new AccountName("taro"));
        assertThatThrownBy(() -> new AccountName("..")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsDomainsFromOthers() {
        for (String good : new String[] {"a.jp", "EXAMPLE.co.JP", "localhost", "a-b.jp", "_x.jp", "1.2"}) {
            assertThat(DomainName.parse(good)).as(good).isPresent();
        }
        for (String bad : new String[] {
            "",
            ".",
            "..",
            "a..jp",
            ".jp",
            "a.",
            "-a.jp",
            "a-.jp",
            "a/b",
            "a\\b",
            "日本.jp",
            "a b",
            "~a.jp",
            "a.jp\n",
            "İ.jp",
            "a".repeat(65)
        }) {
            assertThat(DomainName.parse(bad)).as(bad).isEmpty();
        }
        assertThat(new DomainName("A.JP")).isEqualTo(new DomainName("a.jp"));
    }

    @Test
    void tellsUidsAndQueueIdsFromOthers() {
        assertThat(Uid.parse("0000000001")).contains(Uid.of(1));
        assertThat(Uid.parse("4294967295")).contains(Uid.LAST);
        for (String bad :
                new String[] {"0000000000", "4294967296", "9999999999", "1", "00000000001", "+000000001", "１０００００００００"
                }) {
            assertThat(Uid.parse(bad)).as(bad).isEmpty();
        }
        assertThat(ArrivalId.parse("B0000319576")).isPresent();
        for (String bad :
                new String[] {"", "b0000319576", "B000031957", "B00003195760", "B０００００００００１", "B0000319576\n"}) {
            assertThat(ArrivalId.parse(bad)).as(bad).isEmpty();
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsMessageFileNamesThatItWrites(long seed) {
        Seeded random = Seeded.of(seed);
        Flags flags = new Flags(
                random.chance(0.5),
                random.chance(0.5),
                random.chance(0.5),
                random.chance(0.5),
                random.chance(0.5),
                random.chance(0.5),
                random.chance(0.5));
        MessageFileName.Numbered name = new MessageFileName.Numbered(Uid.of(random.between(1L, 4_294_967_295L)), flags);
        assertThat(name.text()).hasSize(21);
        assertThat(MessageFileName.numbered(name.text())).contains(name);
        assertThat(MessageFileName.leftOver("~" + name.text())).isTrue();
        assertThat(MessageFileName.arrival("~" + name.text())).isEmpty();
        String other = random.text("0123456789-BMSG.~$msg", 22);
        MessageFileName.numbered(other)
                .ifPresent(read -> assertThat(read.text()).isEqualToIgnoringCase(other));
        MessageFileName.arrival(other).ifPresent(read -> assertThat(read.text()).isEqualTo(other));
    }

    @Test
    void readsStatusDigits() {
        assertThat(Flags.parse("100000")).contains(Flags.ARRIVED);
        assertThat(Flags.parse("030000")).hasValueSatisfying(flags -> {
            assertThat(flags.answered()).isTrue();
            assertThat(flags.forwarded()).isTrue();
        });
        for (String bad : new String[] {"", "00000", "0000000", "200000", "040000", "002000", "00000x", "-00000"}) {
            assertThat(Flags.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void takesUidValidityFromATimeOfCreation() {
        assertThat(UidValidity.ofCreation(Instant.EPOCH).value()).isEqualTo(116_444_736_000_000_000L & 0xFFFF_FFFFL);
        assertThat(UidValidity.ofCreation(Instant.parse("1601-01-01T00:00:00Z")))
                .isEqualTo(UidValidity.of(1));
        Instant now = Instant.ofEpochSecond(1_000);
        assertThat(UidValidity.above(Optional.empty(), now)).contains(UidValidity.of(1_000));
        assertThat(UidValidity.above(Optional.of(UidValidity.of(5_000)), now)).contains(UidValidity.of(5_001));
        assertThat(UidValidity.above(Optional.of(UidValidity.of(4_294_967_295L)), now))
                .isEmpty();
        assertThatThrownBy(() -> UidValidity.of(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void flaw(String text, AccountName.Flaw flaw) {
        assertThat(AccountName.flaw(text, AccountName.DEFAULT_MAX_LENGTH))
                .as(text)
                .contains(flaw);
    }
}
