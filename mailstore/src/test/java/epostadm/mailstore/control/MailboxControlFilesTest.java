package epostadm.mailstore.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxControlFilesTest {

    @TempDir
    private Path work;

    private Path root;

    @BeforeEach
    void makeAMailboxRoot() throws IOException {
        work = work.toRealPath();
        root = Files.createDirectories(work.resolve("inbox/sato"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "*@abc.jp, x@abc.jp, true",
        "*@abc.jp, x@ABC.jp, true",
        "*@abc.jp, x@sub.abc.jp, false",
        "*@abc.jp, x@abc.jp.evil, false",
        "x@abc.jp, X@abc.jp, true",
        "*, '', true",
        "*@*, '', false",
        "a*b*c@d, aXbYbc@d, true",
        "a*b*c@d, aXbYb@d, false",
        "***a, bbba, true",
        "x, '', false"
    })
    void matchesAddresses(String pattern, String address, boolean matches) {
        assertThat(new AddressPattern(pattern).matches(address)).isEqualTo(matches);
    }

    @Test
    void readsPatternsWhateverTheirLineEnds() throws IOException {
        write("permitfrom.txt", "*@abc.jp\r\n\r\n  boss@x.example \n");
        AddressPatterns patterns = AddressPatterns.read(root, AddressPatterns.PERMIT_FROM, Edition.BSD);
        assertThat(patterns.match("boss@x.example")).isTrue();
        assertThat(patterns.match("other@x.example")).isFalse();
        assertThat(AddressPatterns.read(root, AddressPatterns.NO_REPLY, Edition.BSD)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void passesOverUpperCaseNamesOnBsdAlone() throws IOException {
        write("NOREPLY.TXT", "*\n");
        assertThat(AddressPatterns.read(root, AddressPatterns.NO_REPLY, Edition.BSD)
                        .isEmpty())
                .isTrue();
        assertThat(AddressPatterns.read(root, AddressPatterns.NO_REPLY, Edition.WINDOWS)
                        .match("a@b"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BSD, 'ims.ctl'", "WINDOWS, 'MAIL.DAT ims.ctl'"})
    void findsTheFilesThatAreThere(Edition edition, String names) throws IOException {
        write("ims.ctl", "");
        write("IMS.CTL", "");
        write("MAIL.DAT", "");
        assertThat(ControlFileName.present(root, Set.of("ims.ctl", "mail.dat", "usetime.dat"), edition)
                        .values())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(names.split(" "));
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        write("noreply.txt", "x@y\n".repeat(20_000));
        assertThatThrownBy(() -> AddressPatterns.read(root, AddressPatterns.NO_REPLY, Edition.BSD))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void findsAListInTheStoreAndNowhereElse() throws IOException {
        write("send.txt", "a@b.example\r\nA@b.example\r\n\r\nsuzuki\r\n");
        Path shared = Files.writeString(work.resolve("lists.txt"), "c@d.example");
        assertThat(located(root.resolve("send.txt").toString())).hasValue(root.resolve("send.txt"));
        assertThat(located("C:\\mail\\inbox\\a.example\\sato\\send.txt")).hasValue(root.resolve("send.txt"));
        assertThat(located("send.txt")).hasValue(root.resolve("send.txt"));
        assertThat(located(shared.toString())).hasValue(shared);
        assertThat(located("/etc/passwd")).hasValue(root.resolve("passwd"));
        assertThat(located(work + "/../passwd")).hasValue(root.resolve("passwd"));
        assertThat(located("..")).isEmpty();
        assertThat(located("a\0b")).isEmpty();
        assertThat(AddressList.read(root.resolve("send.txt"))).containsExactly("a@b.example", "suzuki");
        assertThat(AddressList.read(root.resolve("missing"))).isEmpty();
        Files.createSymbolicLink(work.resolve("out"), root);
        assertThat(located(work + "/out/send.txt")).hasValue(root.resolve("send.txt"));
    }

    private Optional<Path> located(String path) throws IOException {
        return AddressList.locate(path, root, Edition.BSD, work);
    }

    @Test
    void recordsWhoWasAnsweredBelowWhatIsThere() throws IOException {
        ReplyRecord.read(root, Edition.BSD).add("a@b.example");
        write("replied.txt", Files.readString(root.resolve("replied.txt")) + "OLD@x.example \r\ncut-sh");
        ReplyRecord record = ReplyRecord.read(root, Edition.BSD);
        assertThat(record.contains("A@b.example")).isTrue();
        assertThat(record.contains("old@x.example")).isTrue();
        assertThat(record.contains("new@x.example")).isFalse();
        record.add("new@x.example");
        assertThat(root.resolve("replied.txt")).hasContent("a@b.example\nOLD@x.example \r\ncut-sh\nnew@x.example\n");
        assertThat(ReplyRecord.read(root, Edition.BSD).contains("new@x.example"))
                .isTrue();
    }

    @Test
    void recordsInNoFileOutsideTheStore() throws IOException {
        Path outside = Files.writeString(work.resolve("outside"), "");
        Files.createSymbolicLink(root.resolve("replied.txt"), outside);
        assertThatThrownBy(() -> ReplyRecord.read(root, Edition.BSD)).isInstanceOf(IOException.class);
    }

    @Test
    void readsTheReplysTextInAnyOfItsEncodings() throws IOException {
        assertThat(ReplyText.read(root.resolve("autoreply.txt"))).isInstanceOf(ReplyText.Missing.class);
        write("autoreply.txt", "");
        assertThat(ReplyText.read(root.resolve("autoreply.txt"))).isInstanceOf(ReplyText.Missing.class);
        assertThat(textIn("ISO-2022-JP"))
                .isEqualTo(new ReplyText.Iso2022Jp(new String("不在".getBytes(Charset.forName("ISO-2022-JP")), UTF_8)));
        assertThat(textIn("UTF-8")).isEqualTo(new ReplyText.Unicode("不在"));
        assertThat(textIn("windows-31j")).isEqualTo(new ReplyText.Unicode("不在"));
        Files.write(root.resolve("autoreply.txt"), new byte[] {(byte) 0xFF, (byte) 0xFF});
        assertThat(ReplyText.read(root.resolve("autoreply.txt"))).isInstanceOf(ReplyText.Unreadable.class);
    }

    private ReplyText textIn(String charset) throws IOException {
        Files.write(root.resolve("autoreply.txt"), "不在".getBytes(Charset.forName(charset)));
        return ReplyText.read(root.resolve("autoreply.txt"));
    }
}
