package epostadm.mailstore.folder;

import static epostadm.mailstore.folder.Workshop.add;
import static epostadm.mailstore.folder.Workshop.message;
import static epostadm.mailstore.folder.Workshop.uids;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SideFileTest {

    @TempDir
    private Path directory;

    private Workshop shop;
    private Path inbox;
    private Path file;

    @BeforeEach
    void makeShop() throws IOException {
        shop = new Workshop(directory);
        inbox = shop.inbox();
        file = inbox.resolve(SideFile.NAME);
        for (int uid = 1; uid <= 20; uid++) {
            shop.put(inbox, uid, "100000");
        }
    }

    private LiveFolder worked() throws IOException {
        LiveFolder folder = shop.open(inbox);
        add(folder, folder.messages().subList(3, 9), "000010", "work");
        add(folder, folder.messages().subList(0, 2), "000100", "$Junk");
        folder.expunge(folder.messages());
        folder.view(false).close();
        return folder;
    }

    @Test
    void canBeReadByAnAdministrator() throws IOException {
        LiveFolder folder = worked();
        assertThat(Files.readString(file))
                .startsWith("epostadm-messages 1 " + folder.id() + " " + folder.uidValidity() + "\n#")
                .containsPattern("(?m)^4:9 [0-9]+ 000010 = = work$")
                .containsPattern("(?m)^expunged 1:2 [0-9]+$")
                .containsPattern("(?m)^recent 21$")
                .endsWith("\n");
    }

    @Test
    void isWrittenAnewWhenItHasGrown() throws IOException {
        LiveFolder folder = worked();
        for (int i = 0; i < 3000; i++) {
            add(folder, List.of(message(folder, 4)), "000000", "word" + i % 3);
            Workshop.store(
                    folder,
                    null,
                    List.of(message(folder, 4)),
                    FlagChange.Mode.REMOVE,
                    Workshop.flags("000000", "word" + i % 3));
        }
        assertThat(Files.size(file)).isLessThan(100_000);
        assertThat(LiveFolderTest.state(shop.open(inbox))).isEqualTo(LiveFolderTest.state(folder));
    }

    @Test
    void isBegunAnewWhereItIsLost() throws IOException {
        LiveFolder folder = worked();
        long highest = folder.highestModSeq();
        Files.delete(file);
        shop.clock = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(1));
        LiveFolder again = shop.open(inbox);
        assertThat(uids(again)).isEqualTo(uids(folder));
        assertThat(again.highestModSeq()).isGreaterThan(highest);
        assertThat(again.expungedSince(highest)).containsExactly(new UidRange(1, 2));
        assertThat(again.keywords()).isEmpty();
        assertThat(shop.troubles).isEmpty();
    }

    @Test
    void isNotFollowedOutOfTheStore() throws IOException {
        worked();
        Path outside = Files.writeString(directory.resolve("outside"), "precious\n");
        Files.delete(file);
        Files.createSymbolicLink(file, outside);
        LiveFolder again = shop.open(inbox);
        add(again, again.messages(), "001000");
        assertThat(outside).hasContent("precious");
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void meansNothingUnderAnotherUidvalidity() throws IOException {
        LiveFolder folder = worked();
        Files.writeString(inbox.resolve("uidvalidity"), Long.toString(folder.uidValidity() + 1));
        LiveFolder again = shop.open(inbox);
        assertThat(again.id()).as("RFC 8474 section 4").isNotEqualTo(folder.id());
        assertThat(again.keywords()).isEmpty();
        assertThat(uids(again)).hasSize(18);
    }

    @Test
    void givesUidsBackWhereTheirFileIsLost() throws IOException {
        LiveFolder folder = worked();
        add(folder, List.of(message(folder, 20)), "000100");
        folder.expunge(folder.messages());
        Files.delete(inbox.resolve("uid"));
        assertThat(shop.open(inbox).uidNext()).isEqualTo(21);
    }

    @Test
    void knowsWhatWentAwayThoughItWasTooMuchToKeep() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            shop = new Workshop(memory.getPath("/mail"));
            inbox = shop.inbox();
            for (int uid = 1; uid <= 2 * ExpungedHistory.LONGEST + 100; uid++) {
                shop.put(inbox, uid, uid % 2 == 0 ? "000000" : "000100");
            }
            LiveFolder folder = shop.open(inbox);
            long before = folder.highestModSeq();
            folder.expunge(folder.messages());
            add(folder, List.of(message(folder, 2)), "001000");
            assertThat(folder.expungedSince(before)).hasSize(ExpungedHistory.LONGEST + 50);
            LiveFolder again = shop.open(inbox);
            assertThat(LiveFolderTest.state(again)).isEqualTo(LiveFolderTest.state(folder));
            assertThat(again.expungedSince(before)).isEqualTo(folder.expungedSince(before));
        }
    }

    static Stream<Long> seeds() {
        return Seeded.seeds(30);
    }

    /// Cut off anywhere, as by a crash: all whole lines count, and what is added later stands on a line of its own.
    @ParameterizedTest
    @MethodSource("seeds")
    void survivesItsEndCutOff(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        LiveFolder folder = worked();
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, seeded.between(0, all.length)));
        LiveFolder again = shop.open(inbox);
        assertThat(uids(again)).isEqualTo(uids(folder));
        assertThat(again.uidNext()).isEqualTo(21);
        add(again, List.of(message(again, 10)), "001000", "later");
        LiveFolder third = shop.open(inbox);
        assertThat(LiveFolderTest.state(third)).isEqualTo(LiveFolderTest.state(again));
        assertThat(message(third, 10).flags().keywords()).contains("later");
    }

    /// Whatever stands in it, messages are those of the directory, and the folder can be worked in.
    @ParameterizedTest
    @MethodSource("seeds")
    void survivesGarbage(long seed) throws IOException {
        Seeded seeded = Seeded.of(seed);
        LiveFolder folder = worked();
        byte[] all = Files.readAllBytes(file);
        int header = new String(all, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int i = seeded.between(1, 40); i > 0; i--) {
            all[seeded.between(seeded.chance(0.1) ? 0 : header, all.length - 1)] = seeded.chance(0.5)
                    ? (byte) seeded.between(0, 255)
                    : (byte) "0123456789:, =-\n".charAt(seeded.between(0, 15));
        }
        Files.write(file, all);
        LiveFolder again = shop.open(inbox);
        again.refresh();
        assertThat(again.messages()).hasSameSizeAs(folder.messages());
        again.append(List.of(shop.staged("Subject: new\n\n", Workshop.flags("000000"))));
        assertThat(again.messages()).hasSize(folder.messages().size() + 1);
        LiveFolder third = shop.open(inbox);
        third.refresh();
        assertThat(uids(third)).isEqualTo(uids(again)).isSorted().doesNotHaveDuplicates();
    }
}
