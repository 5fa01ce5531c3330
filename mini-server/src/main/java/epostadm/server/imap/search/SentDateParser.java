package epostadm.server.imap.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a date apart, word by word, whatever their order.
final class SentDateParser {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("edt", -4),
            Map.entry("est", -5),
            Map.entry("cdt", -5),
            Map.entry("cst", -6),
            Map.entry("mdt", -6),
            Map.entry("mst", -7),
            Map.entry("pdt", -7),
            Map.entry("pst", -8),
            Map.entry("jst", 9),
            Map.entry("kst", 9),
            Map.entry("cet", 1),
            Map.entry("cest", 2),
            Map.entry("bst", 1));

    private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:.](\\d{1,2})(?:[:.](\\d{1,2})(?:[.,]\\d+)?)?");
    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2}):?(\\d{2})");
    private static final Pattern TIME_AND_OFFSET = Pattern.compile("([0-9:.]*:[0-9:.]*)([+-][0-9:]+)");
    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:[Tt]([0-9:.]+)(.*))?");
    private static final Pattern DASHED = Pattern.compile("(\\d{1,2})-([A-Za-z]{3,9})-(\\d{2,4})");

    private final String field;
    private int day;
    private int month;
    private int year = -1;
    private Optional<LocalTime> time = Optional.empty();
    private Optional<ZoneOffset> zone = Optional.empty();

    SentDateParser(String field) {
        this.field = field;
    }

    Optional<SentDate> parse() {
        for (String word : withoutComments(field).split("[\\s,]+")) {
            if (!word.isEmpty()) {
                take(word);
            }
        }
        if (day == 0 || month == 0 || year < 0) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(LocalDate.of(year, month, day), time.orElse(LocalTime.MIDNIGHT));
            return Optional.of(new SentDate(local, zone.orElse(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            // A day that the month does not have.
            return Optional.empty();
        }
    }

    private static String withoutComments(String field) {
        if (field.indexOf('(') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && depth > 0) {
                i++;
            } else if (c == '(') {
                depth++;
                plain.append(' ');
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private void take(String word) {
        char first = word.charAt(0);
        if (first >= '0' && first <= '9') {
            number(word);
        } else if ((first == '+' || first == '-') && time.isPresent()) {
            offset(word);
        } else {
            name(word.toLowerCase(Locale.ROOT));
        }
    }

    private void number(String word) {
        Matcher matcher = TIME.matcher(word);
        if (matcher.matches()) {
            time(matcher);
            return;
        }
        matcher = ISO.matcher(word);
        if (matcher.matches()) {
            year = Integer.parseInt(matcher.group(1));
            month = Integer.parseInt(matcher.group(2));
            day = Integer.parseInt(matcher.group(3));
            if (matcher.group(4) != null) {
                take(matcher.group(4));
                if (!matcher.group(5).isEmpty()) {
                    take(matcher.group(5));
                }
            }
            return;
        }
        matcher = TIME_AND_OFFSET.matcher(word);
        if (matcher.matches()) {
            take(matcher.group(1));
            take(matcher.group(2));
            return;
        }
        matcher = DASHED.matcher(word);
        if (matcher.matches()) {
            take(matcher.group(1));
            take(matcher.group(2));
            take(matcher.group(3));
        } else if (word.length() <= 4 && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            plain(word);
        }
    }

    private void plain(String digits) {
        int value = Integer.parseInt(digits);
        if (day == 0 && digits.length() <= 2 && value >= 1 && value <= 31) {
            day = value;
        } else if (year < 0 && digits.length() >= 2) {
            year = digits.length() == 4 ? value : digits.length() == 2 && value < 50 ? 2000 + value : 1900 + value;
        }
    }

    private void time(Matcher matcher) {
        int hour = Integer.parseInt(matcher.group(1));
        int minute = Integer.parseInt(matcher.group(2));
        int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        boolean valid = hour < 24 && minute < 60 && second <= 60;
        // A leap second is the last one of its minute here.
        time = Optional.of(valid ? LocalTime.of(hour, minute, Math.min(second, 59)) : LocalTime.MIDNIGHT);
    }

    private void offset(String word) {
        Matcher matcher = OFFSET.matcher(word);
        if (zone.isEmpty() && matcher.matches()) {
            int minutes = Integer.parseInt(matcher.group(2)) * 60 + Integer.parseInt(matcher.group(3));
            boolean valid = minutes <= 18 * 60 && Integer.parseInt(matcher.group(3)) < 60;
            zone = Optional.of(
                    ZoneOffset.ofTotalSeconds(valid ? (matcher.group(1).equals("-") ? -60 : 60) * minutes : 0));
        }
    }

    private void name(String word) {
        int at = word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3));
        if (word.equals("pm") || word.equals("am")) {
            time = time.map(hours -> LocalTime.of(
                    hours.getHour() % 12 + (word.equals("pm") ? 12 : 0), hours.getMinute(), hours.getSecond()));
        } else if (month == 0 && at >= 0 && at % 3 == 0) {
            month = at / 3 + 1;
        } else if (zone.isEmpty() && ZONES.containsKey(word)) {
            zone = Optional.of(ZoneOffset.ofHours(ZONES.get(word)));
        }
    }
}
