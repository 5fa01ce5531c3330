package epostadm.mailstore.disk;

import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import java.util.Optional;

/// The name of a message file: an arrival in a mailbox root, or a numbered message in an IMAP folder.
///
/// docs/store-format.md, "Message file names".
public sealed interface MessageFileName {

    String ENDING = ".MSG";

    /// What the file is called.
    String text();

    /// A `.MSG` file in a mailbox root; its stem is the queue id where the server put it there.
    record Arrival(String text) implements MessageFileName {

        public Optional<ArrivalId> id() {
            return ArrivalId.parse(text.substring(0, text.length() - ENDING.length()));
        }
    }

    /// `UUUUUUUUUU-RAFDSD.MSG`: UID and status digits.
    record Numbered(Uid uid, Flags flags) implements MessageFileName {

        static final int LENGTH = 21;

        @Override
        public String text() {
            return uid.padded() + "-" + flags.digits() + ENDING;
        }
    }

    /// The arrival that a file of a mailbox root is, if it is one.
    static Optional<Arrival> arrival(String fileName) {
        boolean message = endsAsMessage(fileName) && !hidden(fileName);
        return message ? Optional.of(new Arrival(fileName)) : Optional.empty();
    }

    /// The numbered message that a file of an IMAP folder is, if it is one.
    static Optional<Numbered> numbered(String fileName) {
        if (fileName.length() != Numbered.LENGTH || fileName.charAt(10) != '-' || !endsAsMessage(fileName)) {
            return Optional.empty();
        }
        Optional<Uid> uid = Uid.parse(fileName.substring(0, 10));
        Optional<Flags> flags = Flags.parse(fileName.substring(11, 17));
        return uid.isPresent() && flags.isPresent()
                ? Optional.of(new Numbered(uid.get(), flags.get()))
                : Optional.empty();
    }

    /// Whether a file of an IMAP folder was left over by a flag change or an append that was cut short: a leading
    /// `~`, or the ending `.~SG` or `.$SG`.
    static boolean leftOver(String fileName) {
        return (fileName.startsWith("~") && endsAsMessage(fileName))
                || ends(fileName, ".~SG")
                || ends(fileName, ".$SG");
    }

    /// Whether the name ends as a message's does, in any case, since Windows does not tell cases apart.
    static boolean endsAsMessage(String fileName) {
        return ends(fileName, ENDING);
    }

    private static boolean hidden(String fileName) {
        return fileName.startsWith(".") || fileName.startsWith("~");
    }

    private static boolean ends(String fileName, String ending) {
        return fileName.regionMatches(true, fileName.length() - ending.length(), ending, 0, ending.length());
    }
}
