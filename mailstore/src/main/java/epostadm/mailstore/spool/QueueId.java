package epostadm.mailstore.spool;

import epostadm.mailstore.mail.ArrivalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The id of a message in the queue: `B` and ten digits, then what it branched off for, such as `-T` or `-001`.
///
/// Always safe as the stem of a file name. docs/store-format.md, "Queue".
public record QueueId(ArrivalId arrival, String branches) implements Comparable<QueueId> {

    private static final Pattern FORM = Pattern.compile("(B\\d{10})((?:-(?:[TYREM]|\\d{3})){0,8})");
    private static final int LAST_PART = 999;

    /// Why a message was made of another one.
    public enum Branch {
        FORWARD('T'),
        AUTOMATIC_REPLY('Y'),
        RETRY('R'),
        ERROR('E'),
        LIST_PART('M');

        private final char letter;

        Branch(char letter) {
            this.letter = letter;
        }
    }

    public QueueId {
        if (!FORM.matcher(arrival.text() + branches).matches()) {
            throw new IllegalArgumentException("not a queue id: " + arrival + branches);
        }
    }

    public static Optional<QueueId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new QueueId(new ArrivalId(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /// The id of that number, from 0 to 9,999,999,999.
    static QueueId of(long number) {
        String digits = Long.toString(number);
        return new QueueId(new ArrivalId("B" + "0".repeat(Math.max(0, 10 - digits.length())) + digits), "");
    }

    public QueueId branch(Branch branch) {
        return new QueueId(arrival, branches + "-" + branch.letter);
    }

    /// The id of one of the parts that a message falls into, by recipients or a list: `-001` to `-999`.
    public QueueId part(int number) {
        if (number < 1 || number > LAST_PART) {
            throw new IllegalArgumentException("no part has the number " + number);
        }
        String digits = Integer.toString(number);
        return new QueueId(arrival, branches + "-" + "0".repeat(3 - digits.length()) + digits);
    }

    /// The ids that this one branched off, the nearest first.
    public List<QueueId> ancestors() {
        List<QueueId> ancestors = new ArrayList<>();
        for (int dash = branches.lastIndexOf('-'); dash >= 0; dash = branches.lastIndexOf('-', dash - 1)) {
            ancestors.add(new QueueId(arrival, branches.substring(0, dash)));
        }
        return ancestors;
    }

    /// Whether the id can branch once more.
    public boolean canBranch() {
        return FORM.matcher(text() + "-T").matches();
    }

    long number() {
        return Long.parseLong(arrival.text().substring(1));
    }

    public String text() {
        return arrival.text() + branches;
    }

    @Override
    public int compareTo(QueueId other) {
        return text().compareTo(other.text());
    }

    @Override
    public String toString() {
        return text();
    }
}
