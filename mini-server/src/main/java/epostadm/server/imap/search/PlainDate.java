package epostadm.server.imap.search;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads the one form in which nearly all dates come, and no other, in a tenth of the time that
/// [SentDateParser] takes: `Wed, 1 Apr 2026 23:30:00 +0900`, perhaps with a comment behind.
final class PlainDate {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private final String text;
    private int at;

    private PlainDate(String text) {
        this.text = text;
    }

    static Optional<SentDate> parse(String text) {
        return new PlainDate(text).parse();
    }

    private Optional<SentDate> parse() {
        if (text.length() > 5 && text.charAt(3) == ',' && text.charAt(4) == ' ') {
            at = 5;
        }
        int day = at + 1 < text.length() && text.charAt(at + 1) == ' ' ? number(1, ' ') : number(2, ' ');
        int month = month();
        int year = number(4, ' ');
        int hour = number(2, ':');
        int minute = number(2, ':');
        int second = number(2, ' ');
        int zone = zone();
        boolean valid = at >= 0 && day >= 1 && day <= 28 && year >= 1900 && hour < 24 && minute < 60 && second < 60;
        return valid
                ? Optional.of(new SentDate(
                        LocalDateTime.of(year, month, day, hour, minute, second), ZoneOffset.ofTotalSeconds(zone)))
                : Optional.empty();
    }

    /// Digits, and what follows them; -1 in [#at] once anything is not as it should be.
    private int number(int digits, char behind) {
        if (at < 0 || at + digits >= text.length() || text.charAt(at + digits) != behind) {
            at = -1;
            return 0;
        }
        int number = 0;
        for (int end = at + digits; at < end; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                at = -1;
                return 0;
            }
            number = number * 10 + digit;
        }
        at++;
        return number;
    }

    private int month() {
        int month = at < 0 || at + 3 >= text.length() || text.charAt(at + 3) != ' '
                ? -1
                : MONTHS.indexOf(text.substring(at, at + 3));
        at = month < 0 || month % 3 != 0 ? -1 : at + 4;
        return month / 3 + 1;
    }

    private int zone() {
        if (at < 0 || at + 5 > text.length() || text.length() > at + 5 && !text.startsWith(" (", at + 5)) {
            at = -1;
            return 0;
        }
        char sign = text.charAt(at);
        int zone = 0;
        for (int i = at + 1; i < at + 5; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                at = -1;
                return 0;
            }
            zone = zone * 10 + digit;
        }
        if (sign != '+' && sign != '-' || zone > 1400 || zone % 100 > 59) {
            at = -1;
            return 0;
        }
        int seconds = (zone / 100 * 60 + zone % 100) * 60;
        return sign == '-' ? -seconds : seconds;
    }
}
