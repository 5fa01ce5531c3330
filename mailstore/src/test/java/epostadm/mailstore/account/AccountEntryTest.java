package epostadm.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import epostadm.mailstore.mail.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountEntryTest {

    private static AccountEntry entry(String fullName, String home, long sizeLimit) {
        return new AccountEntry(
                new AccountName("user"),
                new Password("PLAIN", "geheim"),
                fullName,
                home,
                true,
                true,
                sizeLimit,
                true,
                true,
                AccountState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\t", "a\r", "\n", "\0", "\u001b[2J", "\u007f", "\u0085", "\ud83d", "\ude00", "\ude00\ud83d"})
    void refusesTextsThatAreNoCell(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> entry(text, "", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> entry("", text, 0));
    }

    @Test
    void refusesNegativeSizes() {
        assertThatIllegalArgumentException().isThrownBy(() -> entry("", "", -1));
    }

    @Test
    void changesOneThingAtATime() {
        AccountEntry entry = entry("山田 太郎😀", "memo", 5);
        assertThat(entry.withState(AccountState.SUSPENDED).withState(AccountState.ACTIVE))
                .isEqualTo(entry);
        assertThat(entry.withName(new AccountName("other")).name().text()).isEqualTo("other");
        assertThat(entry.withPassword(new Password("PLAIN", "x")).withPassword(entry.password()))
                .isEqualTo(entry);
        assertThat(entry.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({"a, a", "'a\tb', a\\tb", "'\u202ex', \\u202ex", "😀, 😀", "\ud83d, \\ud83d", "'', ''"})
    void showsWhatWouldNotPrint(String text, String shown) {
        assertThat(CellText.excerpt(text)).isEqualTo(shown);
    }

    @Test
    void showsFortyCharacters() {
        assertThat(CellText.excerpt("x".repeat(40))).isEqualTo("x".repeat(40));
        assertThat(CellText.excerpt("x".repeat(41))).isEqualTo("x".repeat(39) + "…");
        assertThat(CellText.excerpt("\t".repeat(41))).isEqualTo("\\t".repeat(19) + "…");
    }
}
