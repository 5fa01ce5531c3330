package epostadm.server.imap.search.order;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.SortCriterion.Key;
import epostadm.server.imap.search.MailInMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FolderOrderTest {

    private static final List<Key> KEYS = List.of(Key.SUBJECT, Key.SIZE, Key.ARRIVAL);

    /// By comparing values, without anything that is kept.
    private static List<MailInMemory> plainly(List<MailInMemory> messages, List<SortCriterion> criteria) {
        Comparator<MailInMemory> order = Comparator.comparing(_ -> 0);
        for (SortCriterion criterion : criteria) {
            Comparator<MailInMemory> next = switch (criterion.key()) {
                case SUBJECT ->
                    Comparator.comparing(message -> message.header("subject").getFirst());
                case SIZE -> Comparator.comparing(MailInMemory::size);
                default -> Comparator.comparing(MailInMemory::internalDate);
            };
            order = order.thenComparing(criterion.reverse() ? next.reversed() : next);
        }
        return messages.stream().sorted(order).toList();
    }

    private static MailInMemory message(Seeded seeded, int number) {
        String text = "Subject: %s\n\n%s".formatted(seeded.text("ab", 2), "x".repeat(seeded.between(0, 3)));
        return MailInMemory.of(number, text).internalDate("2026-04-0" + seeded.between(1, 9) + "T00:00:00Z");
    }

    @ParameterizedTest
    @MethodSource
    void staysRightWhileMessagesComeAndGo(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        SortMemory memory = new SortMemory(seeded.between(0, 60));
        List<MailInMemory> folder = new ArrayList<>();
        for (int round = 0, number = 0; round < 20; round++) {
            folder.removeIf(_ -> seeded.chance(0.2));
            for (int i = seeded.between(0, 10); i > 0; i--) {
                folder.add(message(seeded, ++number));
            }
            List<SortCriterion> criteria = new ArrayList<>();
            for (int i = seeded.between(1, 3); i > 0; i--) {
                criteria.add(new SortCriterion(KEYS.get(seeded.between(0, 2)), seeded.chance(0.5)));
            }
            List<MailInMemory> asked =
                    folder.stream().filter(_ -> seeded.chance(0.8)).toList();
            FolderOrder order = memory.folder("f-" + seeded.between(1, 2), folder.size());
            MessageSort sort = new MessageSort(criteria);
            assertThat(asked).containsAll(sort.unknown(asked, order));
            assertThat(sort.sorted(asked, order)).containsExactlyElementsOf(plainly(asked, criteria));
        }
    }

    static Stream<Long> staysRightWhileMessagesComeAndGo() {
        return Seeded.seeds(200);
    }

    @Test
    void asksAMessageOnce() throws IOException {
        FolderOrder order = new SortMemory().folder("f-1", 2);
        MessageSort sort = new MessageSort(List.of(new SortCriterion(Key.SUBJECT, false)));
        List<MailInMemory> messages =
                List.of(MailInMemory.of(1, "Subject: b\n\n"), MailInMemory.of(2, "Subject: a\n\n"));
        assertThat(sort.unknown(messages, order)).isEqualTo(messages);
        sort.sorted(messages.subList(0, 1), order);
        assertThat(sort.unknown(messages, order)).isEqualTo(messages.subList(1, 2));
        sort.sorted(messages, order);
        assertThat(sort.unknown(messages, order)).isEmpty();
    }

    @Test
    void forgetsWhatWasNotAskedForLongest() throws IOException {
        SortMemory memory = new SortMemory(2);
        MessageSort sort = new MessageSort(List.of(new SortCriterion(Key.SUBJECT, false)));
        List<MailInMemory> one = List.of(MailInMemory.of(1, "Subject: b\n\n"));
        for (String folder : List.of("f-1", "f-2", "f-1", "f-3")) {
            sort.sorted(one, memory.folder(folder, 1));
        }
        assertThat(Stream.of("f-1", "f-2", "f-3")
                        .map(folder ->
                                sort.unknown(one, memory.folder(folder, 1)).size()))
                .containsExactly(0, 1, 0);
    }

    @Test
    void knowsUidsToTheLast() {
        SortKey a = SortKey.ofText("a");
        SortColumn column = SortColumn.EMPTY.with(List.of(
                new SortColumn.Row(1, SortKey.ofText("b")),
                new SortColumn.Row(0x7FFF_FFFFL, a),
                new SortColumn.Row(0x8000_0000L, a),
                new SortColumn.Row(0xFFFF_FFFFL, SortKey.ofText("c"))));
        SortColumn.Reader reader = column.new Reader();
        assertThat(Stream.of(1L, 2L, 0x7FFF_FFFFL, 0x8000_0000L, 0x8000_0001L, 0xFFFF_FFFFL, 0xFFFF_FFFEL, 1L)
                        .map(reader::rank))
                .containsExactly(1, -1, 0, 0, -1, 2, -1, 1);
    }
}
