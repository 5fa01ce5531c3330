package epostadm.mailstore.folder;

/// UIDs from `first` to `last`, both included.
public record UidRange(long first, long last) {

    public UidRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no range of UIDs: " + first + " to " + last);
        }
    }

    public boolean holds(long uid) {
        return first <= uid && uid <= last;
    }
}
