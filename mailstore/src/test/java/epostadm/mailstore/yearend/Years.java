package epostadm.mailstore.yearend;

import static epostadm.mailstore.testing.TestMessage.uid;
import static epostadm.mailstore.testing.TestStore.NOW;

import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Stores at the end of a year, and the lists of the next one in a form that can be read: a blank for each tab, and
/// `-` for an empty column.
final class Years {

    static final Wish RETIRE = wish(Wish.Leavers.RETIRE);

    private Years() {}

    static Wish wish(Wish.Leavers leavers) {
        return new Wish(
                leavers, Wish.Stayers.APPLY, Wish.FoundFolders.PUT_ASIDE, PasswordScheme.PLAIN, false, false, 0);
    }

    /// A stayer with mail, a leaver with mail and a limit, a stayer whose size changes, one without a mailbox, and
    /// a mailbox that nobody owns.
    static TestStore store(Edition edition) {
        return TestStore.store(edition)
                .domain("a.example")
                .account("sato")
                .apop("secret")
                .arrival("B0000000001")
                .mail("INBOX", uid(1), uid(2))
                .account("ueda")
                .apop("hidden")
                .sizeLimit(99)
                .arrival("B0000000002")
                .mail("下書き", uid(7))
                .account("mori")
                .sizeLimit(5)
                .mail("INBOX", uid(3))
                .account("endo")
                .mailbox("kato")
                .file("ims.ctl", "[AutoForward]\r\nForwardTo=x@b.example\r\n")
                .mail("INBOX", uid(9));
    }

    /// The next year: ueda and endo leave, mori changes, kato and abe come.
    static ImportText next(TestStore store) throws IOException {
        return text(
                store,
                "sato secret - a.example - 1 1 0 1 1",
                "mori pass1234 - a.example - 0 0 700 1 1",
                "kato fresh - a.example - 1 0 0 1 1",
                "abe pass1234 - a.example - 0 0 0 1 1");
    }

    /// A store of so many accounts with one to three messages each, of which two of five leave in [#nextOfMany].
    /// For some of those who come there is a mailbox already, that nobody owns.
    static TestStore many(TestStore store, int accounts) throws IOException {
        store.domain("a.example");
        StringBuilder index = new StringBuilder("#epost-idx 1 a.example\n");
        for (int i = 0; i < accounts; i++) {
            String name = "u%04d".formatted(i);
            index.append(name).append("\t{PLAIN}pass1234\t\t\t1\t0\t0\t1\t1\n");
            store.put("inbox/a.example/" + name + "/apop.dat", "pass1234\n");
            mail(store, name + "/inbox", i % 3);
            mail(store, name + "/inbox/old", i % 2);
            if (i % 20 == 0) {
                mail(store, "v%04d/inbox".formatted(i), 1);
            }
        }
        return store.put("db/a.example.idx", index.toString());
    }

    private static void mail(TestStore store, String folder, int messages) throws IOException {
        for (int i = 1; i <= messages; i++) {
            String file = "inbox/a.example/%s/%010d-000010.MSG".formatted(folder, i);
            store.put(file, "Subject: " + i + "\r\n\r\n");
            Files.setLastModifiedTime(store.path(file), FileTime.from(NOW));
        }
    }

    /// Two of five leave, as many join, and every seventh of those who stay gets another password.
    static ImportText nextOfMany(TestStore store, int accounts) throws IOException {
        return text(
                store,
                IntStream.range(0, accounts)
                        .mapToObj(i -> i % 5 < 2
                                ? "v%04d fresh - a.example - 1 0 0 1 1".formatted(i)
                                : "u%04d %s - a.example - 1 0 0 1 1".formatted(i, i % 7 == 0 ? "new" : "pass1234"))
                        .toArray(String[]::new));
    }

    static ImportText text(TestStore store, String... lines) throws IOException {
        Path file = store.work().resolveSibling("next.txt");
        String text = Stream.of(lines)
                .map(line -> Stream.of(line.split(" "))
                        .map(column -> column.equals("-") ? "" : column)
                        .collect(Collectors.joining("\t", "", "\r\n")))
                .collect(Collectors.joining());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return ImportText.read(file, Optional.empty(), AccountName.DEFAULT_MAX_LENGTH, Progress.NONE);
    }

    static YearEnd yearEnd(TestStore store, Wish wish) {
        return new YearEnd(store.open(), store.domain(), wish, NOW, Progress.NONE);
    }

    /// The plan as it comes back from its file.
    static PlanFile.Saved saved(TestStore store, PlannedYearEnd plan) throws IOException {
        Path file = store.work().resolveSibling("plan.json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlanFile.write(plan, out);
        Files.write(file, out.toByteArray());
        return PlanFile.read(file);
    }

    /// Planned, written, read again, and ready.
    static ChangePlan change(TestStore store, ImportText text, Wish wish) throws IOException {
        PlannedYearEnd plan = yearEnd(store, wish).plan(text);
        return yearEnd(store, wish).ready(text, saved(store, plan)).change();
    }
}
