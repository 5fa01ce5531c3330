package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/// The encoding of an import text: assumed for a reason, or refused.
///
/// The format does not name its encoding; ASCII, Windows-31J and UTF-8 are met. docs/store-format.md,
/// "Import/export text".
public sealed interface AccountTextEncoding {

    /// The Japanese code page of Windows, Microsoft's form of Shift_JIS.
    ///
    /// Characters are stable but for the look-alikes that [AccountTextWriter] refuses. Bytes are not: 398 two-byte
    /// codes, doubles from NEC and IBM, come out as their usual twins when they are decoded and encoded again.
    Charset WINDOWS_31J = Charset.forName("windows-31j");

    /// Why an encoding was assumed.
    enum Grounds {
        /// The user said so.
        FORCED,
        BYTE_ORDER_MARK,
        ONLY_ASCII,
        VALID_UTF_8,
        /// UTF-8 was taken, but every byte is valid in Windows-31J too, as happens with short texts and half-width
        /// kana.
        VALID_UTF_8_AND_WINDOWS_31J,
        VALID_WINDOWS_31J
    }

    record Assumed(Charset charset, Grounds grounds) implements AccountTextEncoding {}

    /// Refused: the file is UTF-16 ("Unicode" in old Windows programs); it must be saved as Shift_JIS or UTF-8.
    record Utf16() implements AccountTextEncoding {}

    /// Refused: no encoding fits. `line` holds the first bad byte under `closest`, the one that got furthest.
    record Undecodable(int line, Charset closest) implements AccountTextEncoding {}

    /// What the user named.
    static Assumed forced(Charset charset) {
        return new Assumed(charset, Grounds.FORCED);
    }

    /// What the user named, or what is found out.
    ///
    /// @throws RefusedException with [Refusal.UnknownEncoding] where it is none that is read
    static Assumed assumed(Path file, Optional<Charset> forced) throws IOException {
        return switch (forced.isPresent() ? forced(forced.get()) : detect(file)) {
            case Assumed assumed -> assumed;
            case Utf16 _ -> throw new RefusedException(new Refusal.UnknownEncoding(file, 1, "UTF-16"));
            case Undecodable undecodable ->
                throw new RefusedException(new Refusal.UnknownEncoding(
                        file, undecodable.line(), undecodable.closest().name()));
        };
    }

    /// Reads the file once, in constant memory.
    static AccountTextEncoding detect(Path file) throws IOException {
        byte[] block = new byte[CharsetProbe.MAX_BLOCK];
        CharsetProbe utf8 = new CharsetProbe(UTF_8);
        CharsetProbe windows = new CharsetProbe(WINDOWS_31J);
        boolean ascii = true;
        try (InputStream in = RegularFile.openNamed(file)) {
            int length = in.readNBytes(block, 0, 3);
            if (startsWith(block, length, 0xef, 0xbb, 0xbf)) {
                return new Assumed(UTF_8, Grounds.BYTE_ORDER_MARK);
            }
            if (startsWith(block, length, 0xff, 0xfe) || startsWith(block, length, 0xfe, 0xff)) {
                return new Utf16();
            }
            for (; length > 0; length = in.read(block)) {
                ascii = ascii && onlyAscii(block, length);
                utf8.accept(block, length);
                windows.accept(block, length);
            }
        }
        return judge(ascii, utf8.finish(), windows.finish());
    }

    private static AccountTextEncoding judge(boolean ascii, CharsetProbe utf8, CharsetProbe windows) {
        if (ascii) {
            return new Assumed(US_ASCII, Grounds.ONLY_ASCII);
        }
        if (utf8.valid()) {
            return new Assumed(UTF_8, windows.valid() ? Grounds.VALID_UTF_8_AND_WINDOWS_31J : Grounds.VALID_UTF_8);
        }
        if (windows.valid()) {
            return new Assumed(WINDOWS_31J, Grounds.VALID_WINDOWS_31J);
        }
        return utf8.goodBytes() > windows.goodBytes()
                ? new Undecodable(utf8.line(), UTF_8)
                : new Undecodable(windows.line(), WINDOWS_31J);
    }

    private static boolean startsWith(byte[] block, int length, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i == length || (block[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean onlyAscii(byte[] block, int length) {
        for (int i = 0; i < length; i++) {
            if (block[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
