package epostadm.server.imap.search.order;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.Seeded;
import epostadm.server.imap.ImapCommand.ThreadAlgorithm;
import epostadm.server.imap.search.MailInMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageThreadsTest {

    /// Its number is its sequence number; it is sent on the given day.
    private static MailInMemory mail(int number, int day, String id, String references, String subject) {
        return MailInMemory.of(
                number,
                "Date: " + day + " Apr 2026 00:00:00 +0000\n"
                        + (id.isEmpty() ? "" : "Message-ID: <" + id + "@x>\n")
                        + (references.isEmpty() ? "" : "References: " + ids(references) + "\n")
                        + "Subject: " + subject + "\n\n");
    }

    private static String ids(String names) {
        StringBuilder ids = new StringBuilder();
        for (String name : names.split(" ")) {
            ids.append('<').append(name).append("@x> ");
        }
        return ids.toString();
    }

    private static String thread(ThreadAlgorithm algorithm, List<MailInMemory> messages) throws IOException {
        return ThreadNode.text(MessageThreads.of(algorithm, messages, false));
    }

    private static Arguments row(String threads, MailInMemory... messages) {
        return Arguments.of(threads, List.of(messages));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                row(""),
                row("(1)", mail(1, 1, "a", "", "s")),
                row("(1 2 3)", mail(1, 1, "a", "", "s"), mail(2, 2, "b", "a", "t"), mail(3, 3, "c", "a b", "u")),
                // Replies before what they answer.
                row("(3 2 1)", mail(1, 3, "c", "a b", "s"), mail(2, 2, "b", "a", "t"), mail(3, 1, "a", "", "u")),
                // Siblings by their dates.
                row(
                        "(1 (3)(2 4))",
                        mail(1, 1, "a", "", "s"),
                        mail(2, 3, "b", "a", "t"),
                        mail(3, 2, "c", "a", "u"),
                        mail(4, 4, "d", "a b", "v")),
                // What is answered is not there: brothers stay brothers, an only child moves up.
                row("((1)(2))", mail(1, 1, "b", "a", "s"), mail(2, 2, "c", "a", "t")),
                row("(1)", mail(1, 1, "d", "a b c", "s")),
                row("(1 2)", mail(1, 1, "a", "", "s"), mail(2, 2, "d", "a b c", "t")),
                row(
                        "(1 (2)(3))",
                        mail(1, 1, "a", "", "s"),
                        mail(2, 2, "d", "a b c", "t"),
                        mail(3, 3, "e", "a b c", "u")),
                // Threads by the date of their first message.
                row("(2)(1)", mail(1, 2, "a", "", "s"), mail(2, 1, "b", "", "t")),
                row("(3)((2)(1))", mail(1, 9, "b", "a", "s"), mail(2, 5, "c", "a", "t"), mail(3, 4, "d", "", "u")),
                // Loops.
                row("(1)", mail(1, 1, "a", "a", "s")),
                row("(2 1)", mail(1, 1, "a", "b", "s"), mail(2, 2, "b", "a", "t")),
                row("(1)", mail(1, 1, "a", "b a b a", "s")),
                // A truncated References: gives way to the message's own.
                row("(1 3 2)", mail(1, 1, "a", "", "s"), mail(2, 3, "c", "a b", "t"), mail(3, 2, "b", "a", "u")),
                row("(3 1 2)", mail(1, 1, "a", "", "s"), mail(2, 2, "c", "x a", "t"), mail(3, 3, "x", "", "u")),
                // The same id twice: the second message is on its own.
                row("(1 3)(2)", mail(1, 1, "a", "", "s"), mail(2, 2, "a", "", "t"), mail(3, 3, "b", "a", "u")),
                row("(1)(2)", mail(1, 1, "", "", "s"), mail(2, 2, "", "", "t")),
                // Ids that differ in quoting are one, those that differ in case are two.
                row(
                        "(1 2)(3)",
                        MailInMemory.of(1, "Date: 1 Apr 2026\nMessage-ID: <\"01K\"@x>\nSubject: s\n\n"),
                        mail(2, 2, "b", "01K", "t"),
                        mail(3, 3, "c", "01k", "u")),
                row(
                        "(1 2)",
                        mail(1, 1, "a", "", "s"),
                        MailInMemory.of(2, "Date: 2 Apr 2026\nIn-Reply-To: <a@x> from <b@x>\nSubject: t\n\n")),
                // One subject: replies go under the message, equals under a dummy.
                row("(1 2)", mail(1, 1, "a", "", "s"), mail(2, 2, "b", "", "Re: s")),
                row("(2 1)", mail(1, 1, "a", "", "Re: S"), mail(2, 2, "b", "", "s")),
                row("((1)(2))", mail(1, 1, "a", "", "s"), mail(2, 2, "b", "", "S")),
                row("((1)(2))", mail(1, 1, "a", "", "Re: s"), mail(2, 2, "b", "", "Re: s")),
                row("((1)(2)(3))", mail(1, 1, "a", "", "s"), mail(2, 2, "b", "", "s"), mail(3, 3, "c", "", "s")),
                row("(1)(2)", mail(1, 1, "a", "", "Re:"), mail(2, 2, "b", "", "")),
                row(
                        "(2 (1)(3))",
                        mail(1, 1, "a", "", "Re: s"),
                        mail(2, 2, "b", "", "s"),
                        mail(3, 3, "c", "", "Fwd: s")),
                // Two dummies of one subject become one; a message goes under a dummy.
                row(
                        "((1)(2)(3)(4))",
                        mail(1, 1, "b", "a", "s"),
                        mail(2, 2, "c", "a", "t"),
                        mail(3, 3, "e", "d", "Re: s"),
                        mail(4, 4, "f", "d", "u")),
                row("((1)(2)(3))", mail(1, 1, "b", "a", "s"), mail(2, 2, "c", "a", "t"), mail(3, 3, "e", "", "s")),
                row("((1)(2)(3))", mail(1, 1, "e", "", "s"), mail(2, 2, "b", "a", "s"), mail(3, 3, "c", "a", "t")));
    }

    @ParameterizedTest
    @MethodSource("references")
    void threadsByReferences(String threads, List<MailInMemory> messages) throws IOException {
        assertThat(thread(ThreadAlgorithm.REFERENCES, messages)).isEqualTo(threads);
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                row(""),
                row(
                        "(3)(1 (2)(5))(4)",
                        mail(1, 2, "a", "", "s"),
                        mail(2, 3, "b", "", "Re: S"),
                        mail(3, 1, "c", "", "t"),
                        mail(4, 9, "d", "a", "u"),
                        mail(5, 9, "e", "", "[x] s (fwd)")),
                row("(2 1)", mail(1, 2, "a", "", "s"), mail(2, 1, "b", "", "s")));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void threadsBySubject(String threads, List<MailInMemory> messages) throws IOException {
        assertThat(thread(ThreadAlgorithm.ORDEREDSUBJECT, messages)).isEqualTo(threads);
    }

    @Test
    void tellsUids() throws IOException {
        List<MailInMemory> messages = List.of(
                mail(1, 1, "a", "", "s").uid(70), mail(2, 2, "b", "a", "t").uid(90));
        assertThat(ThreadNode.text(MessageThreads.of(ThreadAlgorithm.REFERENCES, messages, true)))
                .isEqualTo("(70 90)");
    }

    private static ThreadNode node(long number, ThreadNode... replies) {
        return new ThreadNode(number, List.of(replies));
    }

    /// RFC 5256 section 4.
    @Test
    void writesThreads() {
        assertThat(ThreadNode.text(List.of(node(2), node(3, node(6, node(4, node(23)), node(44, node(7, node(96))))))))
                .isEqualTo("(2)(3 6 (4 23)(44 7 96))");
        assertThat(ThreadNode.text(List.of(node(0, node(3), node(5))))).isEqualTo("((3)(5))");
    }

    private static long count(List<ThreadNode> threads) {
        long count = 0;
        List<ThreadNode> level = threads;
        while (!level.isEmpty()) {
            count += level.stream().filter(node -> node.number() != 0).count();
            level = level.stream().flatMap(node -> node.replies().stream()).toList();
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource
    void threadsAHundredThousandDeep(String order) throws IOException {
        int depth = 100_000;
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, depth).boxed().toList());
        switch (order) {
            case "backward" -> Collections.reverse(numbers);
            case "shuffled" -> Collections.shuffle(numbers, new java.util.Random(1));
            default -> {}
        }
        ReferenceLinks links = new ReferenceLinks();
        for (int number : numbers) {
            links.add(
                    new ThreadMessage(number, number, java.time.Instant.EPOCH, "", false),
                    "m" + number,
                    number == 1 ? List.of() : List.of("m" + (number - 1)));
        }
        List<ThreadNode> threads = ThreadContainer.nodes(links.roots());
        assertThat(ThreadNode.text(threads))
                .isEqualTo("("
                        + String.join(
                                " ",
                                LongStream.rangeClosed(1, depth)
                                        .mapToObj(Long::toString)
                                        .toList()) + ")");
    }

    static Stream<String> threadsAHundredThousandDeep() {
        return Stream.of("forward", "backward", "shuffled");
    }

    @ParameterizedTest
    @MethodSource
    void losesAndDoublesNothing(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        int size = seeded.between(0, 30);
        List<MailInMemory> messages = IntStream.rangeClosed(1, size)
                .mapToObj(number -> mail(
                        number,
                        seeded.between(1, 28),
                        "i" + seeded.text("abcdefgh", 2),
                        String.join(
                                " ",
                                IntStream.range(0, seeded.between(0, 4))
                                        .mapToObj(_ -> "i" + seeded.text("abcdefgh", 2))
                                        .toList()),
                        seeded.oneOf(List.of("", "Re: ", "[x] ")) + seeded.text("st", 2)))
                .toList();
        for (ThreadAlgorithm algorithm : ThreadAlgorithm.values()) {
            List<ThreadNode> threads = MessageThreads.of(algorithm, messages, false);
            assertThat(count(threads)).isEqualTo(size);
            String text = ThreadNode.text(threads);
            assertThat(text.replaceAll("[^0-9]+", " ").strip().split(" "))
                    .filteredOn(number -> !number.isEmpty())
                    .doesNotHaveDuplicates()
                    .hasSize(size);
            assertThat(text.chars().filter(c -> c == '(').count())
                    .isEqualTo(text.chars().filter(c -> c == ')').count());
            assertThat(threads)
                    .allMatch(thread -> thread.number() != 0 || thread.replies().size() > 1);
        }
    }

    static Stream<Long> losesAndDoublesNothing() {
        return Seeded.seeds(300);
    }
}
