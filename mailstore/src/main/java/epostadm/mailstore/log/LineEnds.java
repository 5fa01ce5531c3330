package epostadm.mailstore.log;

/// Where lines end and bytes stand, eight bytes at a time.
public final class LineEnds {

    private LineEnds() {}

    /// The place of the next line feed in `from` to `to`; `to` where there is none.
    public static int next(byte[] block, int from, int to) {
        return next(block, (byte) '\n', from, to);
    }

    /// The place of the next byte of that value, an ASCII character.
    public static int next(byte[] block, byte wanted, int from, int to) {
        if (from >= to) {
            return from;
        }
        long all = wanted * EightBytes.ONES;
        int at = from & -Long.BYTES;
        // What lies before `from` is made something else.
        long before = (1L << ((from & Long.BYTES - 1) << 3)) - 1;
        for (int last = block.length - Long.BYTES; at < to && at <= last; at += Long.BYTES) {
            long eight = EightBytes.aligned(block, at) ^ all | before;
            long found = eight - EightBytes.ONES & ~eight & EightBytes.HIGH;
            if (found != 0) {
                return Math.min(to, at + EightBytes.first(found));
            }
            before = 0;
        }
        at = Math.max(at, from);
        while (at < to && block[at] != wanted) {
            at++;
        }
        return Math.min(at, to);
    }

    /// Where the line begins in which `at` lies, not before `from`.
    public static int start(byte[] block, int from, int at) {
        int start = at;
        while (start > from && block[start - 1] != '\n') {
            start--;
        }
        return start;
    }
}
