package epostadm.mailstore.mail;

import java.util.Optional;

/// The six status digits of a message file's name: Recent, Answered, Flagged, Deleted, Seen, Draft, one digit each.
///
/// The second digit also carries `$Forwarded`: 1 = `\Answered`, 2 = `$Forwarded`, 3 = both. docs/store-format.md,
/// "Message file names".
public record Flags(
        boolean recent,
        boolean answered,
        boolean forwarded,
        boolean flagged,
        boolean deleted,
        boolean seen,
        boolean draft) {

    /// A message that has just arrived: `100000`.
    public static final Flags ARRIVED = new Flags(true, false, false, false, false, false, false);

    private static final int DIGITS = 6;

    /// The flags that six status digits stand for, or nothing where a digit is unknown.
    public static Optional<Flags> parse(CharSequence digits) {
        if (digits.length() != DIGITS) {
            return Optional.empty();
        }
        for (int i = 0; i < DIGITS; i++) {
            char most = i == 1 ? '3' : '1';
            if (digits.charAt(i) < '0' || digits.charAt(i) > most) {
                return Optional.empty();
            }
        }
        int answer = digits.charAt(1) - '0';
        return Optional.of(new Flags(
                digits.charAt(0) == '1',
                (answer & 1) != 0,
                (answer & 2) != 0,
                digits.charAt(2) == '1',
                digits.charAt(3) == '1',
                digits.charAt(4) == '1',
                digits.charAt(5) == '1'));
    }

    /// The six status digits.
    public String digits() {
        return "" + (recent ? 1 : 0) + ((answered ? 1 : 0) + (forwarded ? 2 : 0)) + (flagged ? 1 : 0)
                + (deleted ? 1 : 0) + (seen ? 1 : 0) + (draft ? 1 : 0);
    }
}
