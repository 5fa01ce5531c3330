package epostadm.server.imap.model;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.session.ImapServer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// A search key, and which messages it is true of.
record ModelSearch(String key, Predicate<ModelMessage> matches) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ROOT);

    static ModelSearch any(Seeded random, ModelView view, boolean uidOnly, int depth) {
        int choice = random.between(1, depth > 2 ? 9 : 12);
        return switch (choice) {
            case 1, 2 -> flag(random);
            case 3 -> {
                long size = random.between(50, 200);
                yield random.chance(0.5)
                        ? new ModelSearch(
                                "LARGER " + size, m -> m.content.text().length() > size)
                        : new ModelSearch(
                                "SMALLER " + size, m -> m.content.text().length() < size);
            }
            case 4 -> day(random);
            case 5 -> text(random);
            case 6 -> {
                long from = random.between(1, 20);
                long to = from + random.between(0, 20);
                yield new ModelSearch("UID " + from + ":" + to, m -> m.uid >= from && m.uid <= to);
            }
            case 7 -> numbers(random, view, uidOnly);
            case 8 -> new ModelSearch("ALL", _ -> true);
            case 9 -> {
                String word = random.oneOf(ModelWorld.WORDS);
                yield new ModelSearch("HEADER Subject " + word.toUpperCase(Locale.ROOT), m -> has(header(m), word));
            }
            case 10 -> {
                ModelSearch not = any(random, view, uidOnly, depth + 1);
                yield new ModelSearch("NOT " + not.key(), not.matches().negate());
            }
            case 11 -> {
                ModelSearch one = any(random, view, uidOnly, depth + 1);
                ModelSearch other = any(random, view, uidOnly, depth + 1);
                yield new ModelSearch(
                        "OR " + one.key() + " " + other.key(), one.matches().or(other.matches()));
            }
            default -> {
                ModelSearch one = any(random, view, uidOnly, depth + 1);
                ModelSearch other = any(random, view, uidOnly, depth + 1);
                yield new ModelSearch(
                        "(" + one.key() + " " + other.key() + ")", one.matches().and(other.matches()));
            }
        };
    }

    private static ModelSearch flag(Seeded random) {
        String flag = random.oneOf(ModelWorld.FLAGS);
        boolean not = random.chance(0.5);
        String key = flag.startsWith("\\")
                ? (not ? "UN" : "") + flag.substring(1).toUpperCase(Locale.ROOT)
                : (not ? "UNKEYWORD " : "KEYWORD ") + flag;
        return new ModelSearch(key, m -> m.has(flag) != not);
    }

    private static ModelSearch day(Seeded random) {
        LocalDate day = LocalDate.of(2020, 9, 13).plusDays(random.between(0, 40));
        String text = DAY.format(day);
        return switch (random.between(1, 3)) {
            case 1 -> new ModelSearch("SINCE " + text, m -> !of(m).isBefore(day));
            case 2 -> new ModelSearch("BEFORE " + text, m -> of(m).isBefore(day));
            default -> new ModelSearch("ON " + text, m -> of(m).equals(day));
        };
    }

    private static LocalDate of(ModelMessage message) {
        return message.content.date().atZone(ImapServer.ZONE).toLocalDate();
    }

    private static ModelSearch text(Seeded random) {
        String word = random.oneOf(ModelWorld.WORDS);
        return switch (random.between(1, 3)) {
            case 1 -> new ModelSearch("TEXT " + word, m -> has(m.content.text(), word));
            case 2 -> new ModelSearch("BODY " + word, m -> has(body(m), word));
            default -> new ModelSearch("SUBJECT " + word, m -> has(header(m), word));
        };
    }

    private static ModelSearch numbers(Seeded random, ModelView view, boolean uidOnly) {
        if (uidOnly || view.messages.isEmpty()) {
            return new ModelSearch("UNDRAFT", m -> !m.has("\\Draft"));
        }
        int from = random.between(1, view.messages.size());
        int to = random.between(1, view.messages.size());
        List<ModelMessage> those = List.copyOf(view.messages.subList(Math.min(from, to) - 1, Math.max(from, to)));
        return new ModelSearch(from + ":" + to, those::contains);
    }

    private static String header(ModelMessage message) {
        String text = message.content.text();
        return text.substring(0, text.indexOf("\r\n"));
    }

    private static String body(ModelMessage message) {
        String text = message.content.text();
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    private static boolean has(String text, String word) {
        return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }
}
