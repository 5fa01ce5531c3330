package epostadm.mailstore.conversion;

import static epostadm.mailstore.testing.TestMessage.uid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import epostadm.fixtures.Seeded;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.testing.StoreTree;
import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Conversions at random, one after the other, on random stores: the server shows the same after each, no message
/// is lost or altered, and undoing them all in reverse gives the store back.
class ConversionPropertyTest {

    private static final List<String> NAMES = List.of("sato", "Ueda", "kato.m", "a b", "abe");
    private static final List<String> FOLDERS = List.of("INBOX", "下書き", "INBOX/sub", "取引先/商事", "Sent", "con", "sent");
    private static final List<String> FILES =
            List.of("ims.ctl", "IMS.CTL", "sender.dat", "Effect.DAT", "mail.dat", "note.txt", "$Shared", "imap.idx");

    static Stream<Long> seeds() {
        return Seeded.seeds(250);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheSameAndIsUndone(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        Edition edition = seeded.oneOf(List.of(Edition.values()));
        boolean windowsDisk = edition == Edition.WINDOWS && seeded.chance(0.3);
        Configuration disk = windowsDisk ? Configuration.windows() : Configuration.unix();
        Layout layout = seeded.oneOf(List.of(Layout.values()));
        try (TestStore store = filled(seeded, TestStore.store(edition, layout, disk), edition, windowsDisk)) {
            StoreTree before = store.tree();
            Deque<String> changes = new ArrayDeque<>();
            for (int i = 0; i < 4; i++) {
                List<String> view = ServersView.of(store.work()).lines();
                List<String> mail = mail(store.tree());
                StoreTree unchanged = store.tree();
                try {
                    Conversion conversion = random(seeded, store);
                    assertThat(store.tree()).as("planning changes nothing").isEqualTo(unchanged);
                    if (!conversion.change().steps().isEmpty()) {
                        changes.push(store.make(conversion.change()));
                    }
                } catch (RefusedException e) {
                    assertThat(e.refusal()).isInstanceOf(Refusal.Unconvertible.class);
                    assertThat(store.tree()).isEqualTo(unchanged);
                }
                assertThat(mail(store.tree())).isEqualTo(mail);
                // Mailboxes that were put aside show in all domains of a common box.
                assertThat(accounts(ServersView.of(store.work()).lines())).isEqualTo(accounts(view));
            }
            for (String change : changes) {
                store.undo(change);
            }
            assertThat(store.tree()).isEqualTo(before);
        }
    }

    private static Conversion random(Seeded seeded, TestStore store) throws IOException {
        if (seeded.chance(0.5)) {
            Optional<String> folder = seeded.chance(0.5) ? Optional.of("C:\\epost") : Optional.empty();
            Edition to = seeded.oneOf(List.of(Edition.values()));
            return EditionConversion.plan(
                    store.open(), to, to == Edition.BSD ? Optional.empty() : folder, Progress.NONE);
        }
        Optional<DomainName> domain = seeded.chance(0.5) ? Optional.of(store.domain()) : Optional.empty();
        return LayoutConversion.plan(store.open(), domain, seeded.oneOf(List.of(Layout.values())), Progress.NONE);
    }

    private static List<String> accounts(List<String> view) {
        return view.stream().filter(line -> !line.startsWith("~")).toList();
    }

    /// The bytes and times of all messages, wherever they lie.
    private static List<String> mail(StoreTree tree) {
        return tree.entries().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".MSG"))
                .map(entry -> entry.getKey().replaceAll(".*/", "") + entry.getValue())
                .sorted()
                .toList();
    }

    private static TestStore filled(Seeded seeded, TestStore store, Edition edition, boolean blind) {
        for (String domain : seeded.chance(0.5) ? List.of("a.example") : List.of("b.example", "a.example")) {
            store.domain(domain);
            for (String name : NAMES) {
                if (seeded.chance(0.5)) {
                    store.account(name);
                    mailbox(seeded, store, edition, blind);
                }
            }
        }
        if (seeded.chance(0.3)) {
            store.mailbox("~kato").mail("INBOX", uid(1));
        }
        return store;
    }

    private static void mailbox(Seeded seeded, TestStore store, Edition edition, boolean blind) {
        if (seeded.chance(0.2)) {
            return;
        }
        store.mailbox();
        for (String folder : FOLDERS) {
            boolean twin = folder.equals("sent") || folder.equals("con");
            if (seeded.chance(twin ? 0.03 : 0.5) && !(blind && twin)) {
                store.mail(folder, randomMail(seeded));
            }
        }
        for (String file : FILES) {
            boolean upperCase = !file.equals(file.toLowerCase(Locale.ROOT)) && !file.startsWith("$");
            boolean possible = !upperCase || edition == Edition.WINDOWS && !blind && !file.equals("IMS.CTL");
            if (possible && seeded.chance(0.4)) {
                store.file(file, seeded.chance(0.5) ? "*,0\r\n" : "*,0\n#\n");
            }
        }
        if (seeded.chance(0.3)) {
            store.file(
                            "ims.ctl",
                            "[AutoForward]\nForwardTo = file:" + seeded.oneOf(List.of("C:\\mail\\", "/x/", ""))
                                    + "send.txt\n[X]\n")
                    .file("send.txt", "x@y.example\r\n");
        }
        if (seeded.chance(0.3)) {
            store.arrival("B000000000" + seeded.between(0, 9));
        }
    }

    private static TestMessage[] randomMail(Seeded seeded) {
        return Stream.generate(() -> uid(seeded.between(1L, seeded.chance(0.5) ? 9L : 4_294_967_295L))
                        .flags(seeded.oneOf(List.of("100000", "000010", "021010"))))
                .limit(seeded.between(0, 4))
                .toArray(TestMessage[]::new);
    }
}
