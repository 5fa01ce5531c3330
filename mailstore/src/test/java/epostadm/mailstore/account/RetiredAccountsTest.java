package epostadm.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.account.RetiredAccounts.Retired;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetiredAccountsTest {

    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final Instant SPRING = Instant.parse("2026-04-01T00:00:00.123456789Z");
    private static final Instant AUTUMN = Instant.parse("2026-10-01T00:00:00Z");
    private static final String LINE = "sato\t{PLAIN}x\t\t\t0\t0\t0\t1\t1";

    private FileSystem memory;
    private Path file;

    @BeforeEach
    void makeAFileSystem() {
        memory = Jimfs.newFileSystem(Configuration.unix());
        file = memory.getPath("/a.example.txt");
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    private static Retired retired(String directory, Instant since, String name) {
        return new Retired(
                directory,
                since,
                new AccountEntry(
                        new AccountName(name),
                        new Password("PLAIN", "x"),
                        "Full Name",
                        "日本語",
                        true,
                        false,
                        7,
                        true,
                        false,
                        AccountState.SUSPENDED));
    }

    private RetiredAccounts of(Retired... entries) throws IOException {
        return RetiredAccounts.read(file, DOMAIN).with(List.of(entries));
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        RetiredAccounts written = of(
                retired("~Sato", SPRING, "sato"), retired("", AUTUMN, "ueda"), retired("~k+20260401-2", AUTUMN, "k"));
        try (OutputStream out = Files.newOutputStream(file)) {
            written.writeTo(out);
        }
        assertThat(RetiredAccounts.read(file, DOMAIN).entries()).isEqualTo(written.entries());
    }

    @Test
    void knowsTheLatestOfAnAccountAndOfADirectory() throws IOException {
        Retired first = retired("~sato", SPRING, "sato");
        Retired second = retired("~sato", AUTUMN, "Sato");
        RetiredAccounts both = of(first, second);
        assertThat(both.latest(new AccountName("SATO"))).contains(second);
        assertThat(both.ofDirectory("~sato")).contains(second);
        assertThat(both.without(List.of(second)).latest(new AccountName("sato")))
                .contains(first);
        assertThat(both.latest(new AccountName("ueda"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"~sato, sato", "~Sato, Sato", "~sato+20261124, sato", "~sato+20261124-12, sato"})
    void tellsTheFormerDirectory(String directory, String former) {
        assertThat(retired(directory, SPRING, "sato").formerDirectory()).isEqualTo(former);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~ueda\t2026-04-01T00:00:00Z\t" + LINE,
                "sato\t2026-04-01T00:00:00Z\t" + LINE,
                "../~sato\t2026-04-01T00:00:00Z\t" + LINE,
                "~sato/..\t2026-04-01T00:00:00Z\t" + LINE,
                "~sato+2026\t2026-04-01T00:00:00Z\t" + LINE,
                "~sato\tyesterday\t" + LINE,
                "~sato\t2026-04-01T00:00:00Z",
                "~sato\t2026-04-01T00:00:00Z\tsato",
                ""
            })
    void refusesALineThatItCannotHaveWritten(String line) throws IOException {
        Files.writeString(file, "#epost-retired 1 a.example\n" + line + "\n");
        assertThatThrownBy(() -> RetiredAccounts.read(file, DOMAIN))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.Unreadable.class,
                                        refusal -> assertThat(refusal.line()).isEqualTo(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "#epost-retired 1 b.example\n", "#epost-idx 1 a.example\n", "#epost-retired 2 a.example\n"})
    void refusesAnotherFile(String text) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> RetiredAccounts.read(file, DOMAIN)).isInstanceOf(RefusedException.class);
    }
}
