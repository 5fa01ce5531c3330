package epostadm.mailstore.check;

/// A number of files and their bytes.
public record Amount(long count, long bytes) {

    public static final Amount NONE = new Amount(0, 0);

    public Amount plus(Amount other) {
        return new Amount(count + other.count, bytes + other.bytes);
    }
}
