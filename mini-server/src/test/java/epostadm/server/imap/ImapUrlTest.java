package epostadm.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mail.FolderName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImapUrlTest {

    /// RFC 4469 section 3.
    @Test
    void readsTheExamplesOfTheStandard() {
        assertThat(ImapUrl.parse("/Drafts;UIDVALIDITY=385759045/;UID=20/;section=HEADER"))
                .contains(new ImapUrl(
                        Optional.of(FolderName.of("Drafts")),
                        OptionalLong.of(385759045),
                        20,
                        new FetchItem.Section(List.of(), new FetchItem.Text.Header()),
                        Optional.empty()));
        assertThat(ImapUrl.parse("/Drafts;UIDVALIDITY=385759045/;UID=30"))
                .contains(new ImapUrl(
                        Optional.of(FolderName.of("Drafts")),
                        OptionalLong.of(385759045),
                        30,
                        FetchItem.Section.WHOLE,
                        Optional.empty()));
        assertThat(ImapUrl.parse("/Drafts;UIDVALIDITY=385759045/;UID=20/;section=1.MIME"))
                .map(ImapUrl::section)
                .contains(new FetchItem.Section(List.of(1), new FetchItem.Text.Mime()));
    }

    @Test
    void readsNamesAndTheSelectedMailbox() {
        assertThat(ImapUrl.parse("/a%20b/%E4%B8%8B+;UID=4294967295/;SECTION=1.2"))
                .contains(new ImapUrl(
                        Optional.of(FolderName.of("a b", "下+")),
                        OptionalLong.empty(),
                        4294967295L,
                        new FetchItem.Section(List.of(1, 2), new FetchItem.Text.All()),
                        Optional.empty()));
        assertThat(ImapUrl.parse(";UID=7"))
                .contains(new ImapUrl(
                        Optional.empty(), OptionalLong.empty(), 7, FetchItem.Section.WHOLE, Optional.empty()));
        assertThat(ImapUrl.parse("/INBOX/;UID=1/;SECTION=TEXT/;PARTIAL=5.2").flatMap(ImapUrl::partial))
                .contains(new FetchItem.Partial(5, 2));
        assertThat(ImapUrl.parse(";UID=1/;PARTIAL=5").flatMap(ImapUrl::partial))
                .contains(new FetchItem.Partial(5, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/INBOX",
                "/INBOX;UID=0",
                "/INBOX;UID=x",
                "imap://a.example/INBOX;UID=1",
                "/../x;UID=1",
                "/%zz;UID=1",
                "/INBOX;UID=1/;SECTION=",
                "/INBOX;UID=1/;SECTION=X",
                "/INBOX;UID=1/;SECTION=MIME",
                "/INBOX;UID=1/;SECTION=1%5D%3C1.2%3E%5B",
                "/INBOX;UID=1/;SECTION=HEADER.FIELDS%20({1}"
            })
    void refusesWhatLeadsNowhere(String url) {
        assertThat(ImapUrl.parse(url)).isEmpty();
    }
}
