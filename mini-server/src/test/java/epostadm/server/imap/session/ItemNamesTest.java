package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.imap.FetchItem;
import epostadm.server.imap.FetchItem.Partial;
import epostadm.server.imap.FetchItem.Plain;
import epostadm.server.imap.FetchItem.Section;
import epostadm.server.imap.FetchItem.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ItemNamesTest {

    @ParameterizedTest
    @MethodSource("names")
    void itemsAreToldUnderTheNamesThatClientsKnow(FetchItem item, String name) {
        assertThat(ItemNames.of(item)).isEqualTo(name);
    }

    static Stream<Arguments> names() {
        Optional<Partial> none = Optional.empty();
        return Stream.of(
                Arguments.of(Plain.UID, "UID"),
                Arguments.of(Plain.RFC822_SIZE, "RFC822.SIZE"),
                Arguments.of(Plain.RFC822_HEADER, "RFC822.HEADER"),
                Arguments.of(Plain.RFC822, "RFC822"),
                Arguments.of(Plain.BODYSTRUCTURE, "BODYSTRUCTURE"),
                Arguments.of(new FetchItem.Preview(true), "PREVIEW"),
                Arguments.of(new FetchItem.Body(Section.WHOLE, true, none), "BODY[]"),
                Arguments.of(new FetchItem.Body(Section.WHOLE, true, Optional.of(new Partial(0, 9))), "BODY[]<0>"),
                Arguments.of(body(List.of(), new Text.Header()), "BODY[HEADER]"),
                Arguments.of(body(List.of(1, 2), new Text.All()), "BODY[1.2]"),
                Arguments.of(body(List.of(1, 2), new Text.Mime()), "BODY[1.2.MIME]"),
                Arguments.of(body(List.of(3), new Text.Body()), "BODY[3.TEXT]"),
                Arguments.of(
                        body(List.of(), new Text.HeaderFields(List.of("DATE", "x-a"), false)),
                        "BODY[HEADER.FIELDS (DATE x-a)]"),
                Arguments.of(
                        body(List.of(4), new Text.HeaderFields(List.of("a b"), true)),
                        "BODY[4.HEADER.FIELDS.NOT (\"a b\")]"),
                Arguments.of(
                        new FetchItem.Binary(List.of(1, 2), false, Optional.of(new Partial(70000, 9))),
                        "BINARY[1.2]<70000>"),
                Arguments.of(new FetchItem.BinarySize(List.of()), "BINARY.SIZE[]"));
    }

    private static FetchItem body(List<Integer> part, Text text) {
        return new FetchItem.Body(new Section(part, text), false, Optional.empty());
    }
}
