package epostadm.mailstore.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Where lines end and bytes stand, eight bytes at a time.
public final class LineEnds {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private LineEnds() {}

    /// The place of the next line feed in `from` to `to`; `to` where there is none.
    public static int next(byte[] block, int from, int to) {
        return next(block, (byte) '\n', from, to);
    }

    /// The place of the next byte of that value.
    public static int next(byte[] block, byte wanted, int from, int to) {
        long all = wanted * ONES;
        int at = from;
        for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
            long eight = (long) EIGHT.get(block, at) ^ all;
            long found = (eight - ONES) & ~eight & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && block[at] != wanted) {
            at++;
        }
        return at;
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
