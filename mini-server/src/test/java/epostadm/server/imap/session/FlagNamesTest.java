package epostadm.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.folder.MessageFlags;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlagNamesTest {

    @Test
    void everySetOfFlagsReadsAsTheNamesInIt() {
        for (int set = 0; set < 64; set++) {
            int each = set;
            List<String> names = IntStream.range(0, 6)
                    .filter(i -> (each & 1 << i) != 0)
                    .mapToObj(FlagNames.SYSTEM::get)
                    .toList();
            MessageFlags flags = FlagNames.flags(names);
            assertThat(FlagNames.text(flags, false)).isEqualTo("(" + String.join(" ", names) + ")");
            assertThat(names).allMatch(name -> FlagNames.has(flags, name));
        }
    }

    @Test
    void recentAndKeywordsAreToldBehind() {
        assertThat(FlagNames.text(FlagNames.flags(List.of("\\seen")), true)).isEqualTo("(\\Seen \\Recent)");
        assertThat(FlagNames.text(FlagNames.flags(List.of("Work", "\\DRAFT")), true))
                .isEqualTo("(\\Draft \\Recent Work)");
    }
}
