package epostadm.server.imap.search.result;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.SearchKey;
import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.search.MailInMemory;
import epostadm.server.imap.search.SearchMatcher;
import epostadm.server.imap.search.SearchScope;
import epostadm.server.imap.search.SearchedMessage;
import epostadm.server.imap.search.order.MessageSort;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchedSearchTest {

    private static final SearchMatcher FLAGGED = SearchMatcher.of(
            new SearchKey.Flagged("\\Flagged"), new SearchScope(0, _ -> 0, _ -> false, ZoneOffset.UTC, Instant.EPOCH));
    private static final MessageSort BY_SUBJECT =
            new MessageSort(List.of(new SortCriterion(SortCriterion.Key.SUBJECT, true)));

    private static MailInMemory mail(long uid, String subject, boolean flagged) {
        return MailInMemory.of(1, "Subject: " + subject + "\n\n").uid(uid).flags(flagged ? "\\Flagged" : "\\Seen");
    }

    @Test
    void tellsWhatComesAndGoes() throws IOException {
        WatchedSearch watched =
                WatchedSearch.of("B01", true, FLAGGED, Optional.empty(), List.of(mail(5, "", true), mail(7, "", true)));
        assertThat(watched.look(List.of(), List.of(mail(5, "", true), mail(6, "", false))))
                .isEqualTo(ResultUpdate.NONE);
        ResultUpdate update =
                watched.look(List.of(7L, 99L), List.of(mail(9, "", true), mail(8, "", true), mail(5, "", false)));
        assertThat(update.removal("B01", Optional.empty())).contains("ESEARCH (TAG \"B01\") UID REMOVEFROM (0 5,7)");
        assertThat(update.addition("B01", Optional.empty())).contains("ESEARCH (TAG \"B01\") UID ADDTO (0 8:9)");
        assertThat(watched.look(List.of(5L, 7L), List.of())).isEqualTo(ResultUpdate.NONE);
    }

    /// A client that does what it is told sees what a new search would find.
    @ParameterizedTest
    @MethodSource
    void keepsTheClientUpToDate(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        List<MailInMemory> folder = new ArrayList<>();
        boolean sort = seeded.chance(0.6);
        Optional<MessageSort> order = sort ? Optional.of(BY_SUBJECT) : Optional.empty();
        WatchedSearch watched = WatchedSearch.of("T", true, FLAGGED, order, List.of());
        List<Long> client = new ArrayList<>();
        long next = 1;
        for (int step = 0; step < 8; step++) {
            List<Long> departed = new ArrayList<>();
            List<MailInMemory> touched = new ArrayList<>();
            for (int at = folder.size() - 1; at >= 0; at--) {
                MailInMemory message = folder.get(at);
                if (seeded.chance(0.2)) {
                    departed.add(folder.remove(at).uid());
                } else if (seeded.chance(0.3)) {
                    touched.add(message.flags(seeded.chance(0.5) ? "\\Flagged" : "\\Seen"));
                }
            }
            for (int i = seeded.between(0, 4); i > 0; i--) {
                MailInMemory message = mail(next++, seeded.text("ab", 1), seeded.chance(0.6));
                folder.add(message);
                touched.add(message);
            }
            apply(watched.look(departed, touched), client, sort);
            List<MailInMemory> found = FLAGGED.find(folder);
            assertThat(client)
                    .isEqualTo((sort ? BY_SUBJECT.sorted(found) : found)
                            .stream().map(SearchedMessage::uid).toList());
        }
    }

    private static void apply(ResultUpdate update, List<Long> client, boolean sort) {
        for (ResultUpdate.Change change : update.removed()) {
            assertThat(client.removeAll(change.uids())).isTrue();
        }
        for (ResultUpdate.Change change : update.added()) {
            client.addAll(sort ? (int) change.position() - 1 : client.size(), change.uids());
        }
        if (!sort) {
            Collections.sort(client);
        }
    }

    static Stream<Long> keepsTheClientUpToDate() {
        return Seeded.seeds(100);
    }
}
