package epostadm.server.imap;

import epostadm.fixtures.Seeded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// Writes SEARCH, SORT and THREAD as a client might.
final class SearchWriter {

    private final Seeded seeded;
    private final CommandWriter out;
    private Charset charset = StandardCharsets.UTF_8;

    SearchWriter(Seeded seeded, CommandWriter out) {
        this.seeded = seeded;
        this.out = out;
    }

    void search(ImapCommand.Search search) {
        out.word(search.uid() ? "UID SEARCH" : "SEARCH");
        search.returned().ifPresent(this::returned);
        search.charset().ifPresent(label -> {
            out.say(" ").word("CHARSET ").say(label);
            charset = Charset.forName(label);
        });
        keys(search.key());
    }

    void sort(ImapCommand.Sort sort) {
        out.word(sort.uid() ? "UID SORT" : "SORT");
        sort.returned().ifPresent(this::returned);
        out.say(" (")
                .list(
                        sort.criteria(),
                        (writer, criterion) -> writer.say(criterion.reverse() ? "REVERSE " : "")
                                .word(criterion.key().name()))
                .say(")");
        anyCharset();
        keys(sort.key());
    }

    void thread(ImapCommand.Thread thread) {
        out.word(thread.uid() ? "UID THREAD " : "THREAD ")
                .word(thread.algorithm().name());
        anyCharset();
        keys(thread.key());
    }

    private void anyCharset() {
        String label = seeded.oneOf(CommandGenerator.CHARSETS);
        charset = Charset.forName(label);
        out.say(" ").say(seeded.chance(0.5) ? label : "\"" + label + "\"");
    }

    private void returned(SearchReturn returned) {
        out.say(" ").word("RETURN ").say("(");
        if (!returned.equals(SearchReturn.ALL) || seeded.chance(0.5)) {
            String words = CommandWriter.present(
                    returned.min(),
                    "MIN",
                    returned.max(),
                    "MAX",
                    returned.all(),
                    "ALL",
                    returned.count(),
                    "COUNT",
                    returned.save(),
                    "SAVE",
                    returned.context(),
                    "CONTEXT",
                    returned.update(),
                    "UPDATE");
            out.say(words);
            if (!returned.updateItems().isEmpty()) {
                out.say(" (").list(returned.updateItems(), CommandWriter::item).say(")");
            }
            returned.partial()
                    .ifPresent(range -> out.say(words.isEmpty() ? "" : " ")
                            .word("PARTIAL ")
                            .say(range.first() + ":" + range.last()));
        }
        out.say(")");
    }

    private void keys(SearchKey key) {
        out.say(" ");
        if (key instanceof SearchKey.And(List<SearchKey> keys) && seeded.chance(0.7)) {
            out.list(keys, (_, each) -> key(each));
        } else {
            key(key);
        }
    }

    private void key(SearchKey key) {
        if (seeded.chance(0.1)) {
            out.say("(");
            bareKey(key);
            out.say(")");
        } else {
            bareKey(key);
        }
    }

    private void bareKey(SearchKey key) {
        switch (key) {
            case SearchKey.All _ -> out.word("ALL");
            case SearchKey.Recent _ -> out.word("RECENT");
            case SearchKey.SaveDateSupported _ -> out.word("SAVEDATESUPPORTED");
            case SearchKey.And(List<SearchKey> keys) ->
                out.say("(").list(keys, (_, each) -> key(each)).say(")");
            case SearchKey.Or(SearchKey one, SearchKey other) -> {
                out.word("OR ");
                key(one);
                out.say(" ");
                key(other);
            }
            case SearchKey.Not(SearchKey.Flagged(String flag))
            when flag.startsWith("\\") && seeded.chance(0.5) ->
                out.word("UN" + flag.substring(1).toUpperCase(Locale.ROOT));
            case SearchKey.Not(SearchKey.Recent _) when seeded.chance(0.5) -> out.word("OLD");
            case SearchKey.Not(SearchKey inner) -> {
                out.word("NOT ");
                key(inner);
            }
            case SearchKey.Sequence(SequenceSet messages) -> out.say(messages.toString());
            case SearchKey.Uids(SequenceSet uids) -> out.word("UID ").say(uids.toString());
            case SearchKey.Flagged(String flag)
            when flag.startsWith("\\") -> out.word(flag.substring(1).toUpperCase(Locale.ROOT));
            case SearchKey.Flagged(String keyword) -> out.word("KEYWORD ").say(keyword);
            case SearchKey.Date(SearchKey.DateOf of, SearchKey.Relation relation, LocalDate date) -> {
                out.word(switch (of) {
                            case INTERNAL -> "";
                            case SENT -> "SENT";
                            case SAVED -> "SAVED";
                        }
                        + relation);
                String day = date.getDayOfMonth() + "-" + DateReader.MONTHS.get(date.getMonthValue() - 1) + "-"
                        + String.format(Locale.ROOT, "%04d", date.getYear());
                out.say(seeded.chance(0.5) ? " " + day : " \"" + day + "\"");
            }
            case SearchKey.Within(boolean younger, long seconds) ->
                out.word(younger ? "YOUNGER " : "OLDER ").say(Long.toString(seconds));
            case SearchKey.Size(boolean larger, long octets) ->
                out.word(larger ? "LARGER " : "SMALLER ").say(Long.toString(octets));
            case SearchKey.Header(String name, String text) -> {
                if (List.of("BCC", "CC", "FROM", "SUBJECT", "TO").contains(name) && seeded.chance(0.8)) {
                    out.word(name);
                } else {
                    out.word("HEADER ").text(name);
                }
                text(text);
            }
            case SearchKey.Text(boolean header, String text) -> {
                out.word(header ? "TEXT" : "BODY");
                text(text);
            }
            case SearchKey.ModSeq(long least) ->
                out.word("MODSEQ ")
                        .say(seeded.chance(0.3) ? "\"/flags/\\\\seen\" all " : "")
                        .say(Long.toString(least));
            case SearchKey.EmailId(String id) -> out.word("EMAILID ").say(id);
            case SearchKey.ThreadId(String id) -> out.word("THREADID ").say(id);
        }
    }

    private void text(String text) {
        out.say(" ").astring(text.getBytes(charset));
    }
}
