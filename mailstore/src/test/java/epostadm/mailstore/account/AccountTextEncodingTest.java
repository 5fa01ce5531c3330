package epostadm.mailstore.account;

import static epostadm.mailstore.account.AccountTextEncoding.Grounds.BYTE_ORDER_MARK;
import static epostadm.mailstore.account.AccountTextEncoding.Grounds.ONLY_ASCII;
import static epostadm.mailstore.account.AccountTextEncoding.Grounds.VALID_UTF_8;
import static epostadm.mailstore.account.AccountTextEncoding.Grounds.VALID_UTF_8_AND_WINDOWS_31J;
import static epostadm.mailstore.account.AccountTextEncoding.Grounds.VALID_WINDOWS_31J;
import static epostadm.mailstore.account.AccountTextEncoding.WINDOWS_31J;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTextEncodingTest {

    private static final String JAPANESE = "user\tpass\t山田太郎\tdomain.jp\t下書き\r\n";

    private static AccountTextEncoding detect(byte[] text) throws IOException {
        try (FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = fileSystem.getPath("/import.txt");
            Files.write(file, text);
            return AccountTextEncoding.detect(file);
        }
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("", US_ASCII, US_ASCII, ONLY_ASCII),
                arguments("a", US_ASCII, US_ASCII, ONLY_ASCII),
                arguments("user\tpass\r\n", US_ASCII, US_ASCII, ONLY_ASCII),
                arguments("\ufeff", UTF_8, UTF_8, BYTE_ORDER_MARK),
                arguments("\ufeffuser\tpass\r\n", UTF_8, UTF_8, BYTE_ORDER_MARK),
                arguments(JAPANESE, UTF_8, UTF_8, VALID_UTF_8),
                arguments(JAPANESE, WINDOWS_31J, WINDOWS_31J, VALID_WINDOWS_31J),
                arguments("①髙ｶﾅ～－", WINDOWS_31J, WINDOWS_31J, VALID_WINDOWS_31J),
                arguments("ﾃｱ", WINDOWS_31J, UTF_8, VALID_UTF_8_AND_WINDOWS_31J));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void assumesTheEncodingForAReason(
            String text, Charset written, Charset assumed, AccountTextEncoding.Grounds grounds) throws IOException {
        assertThat(detect(text.getBytes(written))).isEqualTo(new AccountTextEncoding.Assumed(assumed, grounds));
    }

    @ParameterizedTest
    @ValueSource(ints = {32_765, 32_766, 32_767, 32_768, 32_769, 32_770, 32_771, 65_535, 100_000})
    void seesCharactersAcrossBlocks(int ascii) throws IOException {
        String text = "x".repeat(ascii) + JAPANESE;
        assertThat(detect(text.getBytes(UTF_8))).isEqualTo(new AccountTextEncoding.Assumed(UTF_8, VALID_UTF_8));
        assertThat(detect(text.getBytes(WINDOWS_31J)))
                .isEqualTo(new AccountTextEncoding.Assumed(WINDOWS_31J, VALID_WINDOWS_31J));
    }

    @Test
    void refusesUtf16() throws IOException {
        assertThat(detect(("\ufeff" + JAPANESE).getBytes(UTF_16LE))).isEqualTo(new AccountTextEncoding.Utf16());
        assertThat(detect(("\ufeff" + JAPANESE).getBytes(UTF_16BE))).isEqualTo(new AccountTextEncoding.Utf16());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 1_000, 20_000})
    void namesTheLineOfTheFirstBadByte(int linesBefore) throws IOException {
        for (Charset charset : new Charset[] {UTF_8, WINDOWS_31J}) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int i = 0; i < linesBefore; i++) {
                text.writeBytes(JAPANESE.getBytes(charset));
            }
            text.writeBytes("user\tpass\t".getBytes(US_ASCII));
            text.write(0xff);
            text.writeBytes(JAPANESE.getBytes(charset));
            AccountTextEncoding encoding = detect(text.toByteArray());
            assertThat(encoding)
                    .isInstanceOfSatisfying(
                            AccountTextEncoding.Undecodable.class,
                            refusal -> assertThat(refusal.line()).isEqualTo(linesBefore + 1));
            if (linesBefore > 0) {
                assertThat(encoding).isEqualTo(new AccountTextEncoding.Undecodable(linesBefore + 1, charset));
            }
        }
    }

    @Test
    void refusesHalfACharacterAtTheEnd() throws IOException {
        byte[] text = ("\n" + JAPANESE.strip() + "一").getBytes(UTF_8);
        assertThat(detect(Arrays.copyOf(text, text.length - 1)))
                .isEqualTo(new AccountTextEncoding.Undecodable(2, UTF_8));
    }
}
