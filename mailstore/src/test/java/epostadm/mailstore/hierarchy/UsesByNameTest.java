package epostadm.mailstore.hierarchy;

import static epostadm.mailstore.hierarchy.SpecialUse.ARCHIVE;
import static epostadm.mailstore.hierarchy.SpecialUse.DRAFTS;
import static epostadm.mailstore.hierarchy.SpecialUse.JUNK;
import static epostadm.mailstore.hierarchy.SpecialUse.SENT;
import static epostadm.mailstore.hierarchy.SpecialUse.TRASH;
import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.FolderName;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsesByNameTest {

    private final FolderNotes notes = new FolderNotes();

    private static FolderName name(String text) {
        return FolderName.parse(text).orElseThrow();
    }

    private Map<FolderName, Set<SpecialUse>> uses(String... names) {
        return UsesByName.of(Stream.of(names).map(UsesByNameTest::name).collect(Collectors.toSet()), notes);
    }

    @ParameterizedTest
    @CsvSource({
        "Sent, SENT",
        "sent items, SENT",
        "Sent Messages, SENT",
        "送信済みトレイ, SENT",
        "送信済みアイテム, SENT",
        "送信済み, SENT",
        "送信済みﾄﾚｲ, SENT",
        "Drafts, DRAFTS",
        "下書き, DRAFTS",
        "Trash, TRASH",
        "Deleted Items, TRASH",
        "Deleted Messages, TRASH",
        "ゴミ箱, TRASH",
        "ｺﾞﾐ箱, TRASH",
        "削除済みアイテム, TRASH",
        "Junk, JUNK",
        "Spam, JUNK",
        "Junk E-mail, JUNK",
        "迷惑メール, JUNK",
        "Archive, ARCHIVE",
        "アーカイブ, ARCHIVE",
        "INBOX/Sent, SENT",
        "INBOX/ゴミ箱, TRASH"
    })
    void knowsTheNamesOfMailPrograms(String folder, SpecialUse use) {
        assertThat(uses("INBOX", folder)).isEqualTo(Map.of(name(folder), Set.of(use)));
    }

    @Test
    void takesNoFolderOfThatNameFurtherBelow() {
        assertThat(uses("INBOX", "Projects/Sent", "INBOX/a/Trash", "Sentences")).isEmpty();
    }

    @Test
    void givesEachUseToOneFolder() {
        assertThat(uses("送信済みトレイ", "Sent Items", "INBOX/Sent", "ゴミ箱", "Trash"))
                .isEqualTo(Map.of(name("Sent Items"), Set.of(SENT), name("Trash"), Set.of(TRASH)));
    }

    @Test
    void prefersTheFolderThatWasMadeForIt() {
        notes.use(SENT, name("Mine"));
        notes.use(ARCHIVE, name("Mine"));
        notes.use(DRAFTS, name("not there"));
        assertThat(uses("Sent", "Mine", "Drafts", "Junk"))
                .isEqualTo(Map.of(
                        name("Mine"),
                        Set.of(SENT, ARCHIVE),
                        name("Drafts"),
                        Set.of(DRAFTS),
                        name("Junk"),
                        Set.of(JUNK)));
    }

    @Test
    void givesAFolderThatWasMadeForOneUseNoOtherByName() {
        notes.use(ARCHIVE, name("Sent"));
        assertThat(uses("Sent", "送信済み")).isEqualTo(Map.of(name("Sent"), Set.of(ARCHIVE), name("送信済み"), Set.of(SENT)));
    }

    @Test
    void prefersTheLatestOfThoseMadeForIt() {
        notes.use(SENT, name("one"));
        notes.use(SENT, name("two"));
        assertThat(uses("one", "two")).isEqualTo(Map.of(name("two"), Set.of(SENT)));
        assertThat(uses("one")).isEqualTo(Map.of(name("one"), Set.of(SENT)));
    }
}
