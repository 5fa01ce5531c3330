package epostadm.mailstore.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of a block at once, the first the lowest; read only at multiples of eight, since Java's first
/// compiler takes others byte by byte.
public final class EightBytes {

    /// A one in each byte.
    public static final long ONES = 0x0101010101010101L;
    /// The highest bit of each byte.
    public static final long HIGH = 0x8080808080808080L;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    /// Those at a multiple of eight.
    static long aligned(byte[] block, int at) {
        return (long) WORD.get(block, at);
    }

    /// Those from any place on.
    public static long from(byte[] block, int at) {
        int start = at & -Long.BYTES;
        if (start + 2 * Long.BYTES > block.length) {
            return (long) WORD.get(block, at);
        }
        int shift = (at & Long.BYTES - 1) << 3;
        long low = (long) WORD.get(block, start) >>> shift;
        // A shift of 64 is none.
        return shift == 0 ? low : low | (long) WORD.get(block, start + Long.BYTES) << Long.SIZE - shift;
    }

    /// Which byte has the lowest highest bit, where one has it; in place of `numberOfTrailingZeros`, which the
    /// first compiler looks up in steps.
    static int first(long high) {
        return (int) ((high - 1 & ~high & ONES) * ONES >>> Long.SIZE - Byte.SIZE) - 1;
    }
}
