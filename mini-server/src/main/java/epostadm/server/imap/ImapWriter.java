package epostadm.server.imap;

import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.ModifiedUtf7;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// Gathers what the server says, octet by octet: RFC 9051 section 9.
public final class ImapWriter {

    private static final int LONGEST_QUOTED = 1000;

    /// Most sessions wait for their clients, so that the room is small then.
    private static final int LITTLE = 512;

    private byte[] octets = new byte[LITTLE];
    private int length;
    private boolean utf8;

    /// Writes otherwise from now on.
    public ImapWriter mode(ImapMode mode) {
        utf8 = mode.utf8();
        return this;
    }

    public int length() {
        return length;
    }

    public byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    /// Takes back what was said after there were `wanted` octets.
    public void shorten(int wanted) {
        if (wanted > length) {
            throw new IllegalArgumentException(wanted + " > " + length);
        }
        length = wanted;
    }

    /// Gives all that was gathered away, and is empty again.
    public void drainTo(OutputStream out) throws IOException {
        out.write(octets, 0, length);
        length = 0;
    }

    /// Gives up room that much of what was said has needed.
    public void shrink() {
        if (octets.length > 8 * LITTLE && length <= LITTLE) {
            octets = Arrays.copyOf(octets, LITTLE);
        }
    }

    /// Something of the protocol's own, as it is: ASCII.
    @SuppressWarnings("deprecation")
    public ImapWriter say(String ascii) {
        int count = ascii.length();
        room(count);
        // Takes the low octet of each character, which is all there is of it.
        ascii.getBytes(0, count, octets, length);
        length += count;
        return this;
    }

    public ImapWriter say(char ascii) {
        room(1);
        octets[length++] = (byte) ascii;
        return this;
    }

    public ImapWriter space() {
        return say(' ');
    }

    public ImapWriter endLine() {
        return say("\r\n");
    }

    public ImapWriter number(long number) {
        if (number < 0) {
            return say(Long.toString(number));
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        room(digits);
        length += digits;
        long rest = number;
        for (int at = length - 1; digits > 0; at--, digits--) {
            octets[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    public ImapWriter nil() {
        return say("NIL");
    }

    public ImapWriter raw(byte[] block, int offset, int count) {
        room(count);
        System.arraycopy(block, offset, octets, length, count);
        length += count;
        return this;
    }

    /// Text of ours as an atom where it is one, else as a string.
    public ImapWriter astring(String text) {
        boolean atom = !text.isEmpty()
                && !text.equalsIgnoreCase("NIL")
                && text.chars().allMatch(c -> ImapReader.atomChar(c) || c == ']');
        return atom ? say(text) : string(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Text of ours as a string.
    public ImapWriter string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Something out of a header as a string, one char an octet.
    public ImapWriter headerString(String latin1) {
        int begin = length;
        int count = latin1.length();
        room(2 * count + 2);
        octets[length++] = '"';
        for (int i = 0; i < count; i++) {
            char c = latin1.charAt(i);
            if (c == '"' || c == '\\') {
                octets[length++] = '\\';
            } else if (c == 0 || c == '\r' || c == '\n' || c > 0x7F || count > LONGEST_QUOTED) {
                length = begin;
                return string(latin1.getBytes(StandardCharsets.ISO_8859_1));
            }
            octets[length++] = (byte) c;
        }
        octets[length++] = '"';
        return this;
    }

    /// Something out of a header as a string, or NIL.
    public ImapWriter headerString(Optional<String> latin1) {
        return latin1.isPresent() ? headerString(latin1.get()) : nil();
    }

    /// A quoted string where the octets allow it, else a literal. RFC 6855 section 3: no UTF-8 between quotes for
    /// whom it has not been enabled.
    public ImapWriter string(byte[] string) {
        if (!quotable(string)) {
            return literal(string);
        }
        say('"');
        for (byte octet : string) {
            if (octet == '"' || octet == '\\') {
                say('\\');
            }
            say((char) octet);
        }
        return say('"');
    }

    private boolean quotable(byte[] string) {
        if (string.length > LONGEST_QUOTED) {
            return false;
        }
        boolean ascii = true;
        for (byte octet : string) {
            if (octet == 0 || octet == '\r' || octet == '\n') {
                return false;
            }
            ascii &= octet > 0;
        }
        return ascii || utf8 && isUtf8(string);
    }

    private static boolean isUtf8(byte[] string) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(string));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /// A literal, in which there can be no null: one is told as 0x80.
    public ImapWriter literal(byte[] string) {
        literalOf(string.length);
        int begin = length;
        raw(string, 0, string.length);
        for (int i = begin; i < length; i++) {
            if (octets[i] == 0) {
                octets[i] = (byte) 0x80;
            }
        }
        return this;
    }

    /// The announcement of a literal that the caller sends behind it.
    public ImapWriter literalOf(long size) {
        return say("{" + size + "}\r\n");
    }

    /// The announcement of a literal that may hold anything: RFC 3516.
    public ImapWriter binaryOf(long size) {
        return say("~{" + size + "}\r\n");
    }

    public ImapWriter flags(Collection<String> flags) {
        return say('(').say(String.join(" ", flags)).say(')');
    }

    /// RFC 9051's `date-time`.
    public ImapWriter dateTime(OffsetDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        int minutes = Math.abs(seconds) / 60;
        say('"');
        say(time.getDayOfMonth() < 10 ? " " : "").number(time.getDayOfMonth()).say('-');
        say(DateReader.MONTHS.get(time.getMonthValue() - 1)).say('-').digits(time.getYear(), 4);
        say(' ').digits(time.getHour(), 2).say(':').digits(time.getMinute(), 2);
        say(':').digits(time.getSecond(), 2).say(seconds < 0 ? " -" : " +");
        return digits(minutes / 60, 2).digits(minutes % 60, 2).say('"');
    }

    private ImapWriter digits(int number, int count) {
        String digits = Integer.toString(number);
        return say("0".repeat(Math.max(0, count - digits.length()))).say(digits);
    }

    public ImapWriter mailbox(FolderName name) {
        return mailbox(name.toString());
    }

    /// A mailbox name with `/` between its components.
    public ImapWriter mailbox(String name) {
        return astring(utf8 || !ModifiedUtf7.wellFormed(name) ? name : ModifiedUtf7.encode(name));
    }

    /// A status response, with its line's end.
    public ImapWriter status(StatusResponse response) {
        return say(response.toString()).endLine();
    }

    private void room(int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
        }
    }
}
