package epostadm.server.delivery;

import epostadm.mailstore.control.ControlFileName;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.control.ReplyText;
import epostadm.mailstore.store.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which control files a mailbox has that have a say in delivery.
record MailboxFiles(Map<String, Path> present) {

    /// Those whose grammar is not public.
    private static final List<String> FILTERS = List.of("mail.dat", "usetime.dat");

    private static final Set<String> NAMES = Set.of(ImsCtl.NAME, ReplyText.NAME, "mail.dat", "usetime.dat");

    static MailboxFiles of(Mailbox mailbox) throws IOException {
        return new MailboxFiles(ControlFileName.present(mailbox.root(), NAMES, mailbox.edition()));
    }

    Optional<Path> imsCtl() {
        return Optional.ofNullable(present.get(ImsCtl.NAME));
    }

    Optional<Path> replyText() {
        return Optional.ofNullable(present.get(ReplyText.NAME));
    }

    Stream<Path> filters() {
        return FILTERS.stream().filter(present::containsKey).map(present::get);
    }
}
