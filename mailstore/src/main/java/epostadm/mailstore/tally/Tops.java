package epostadm.mailstore.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Counts by key, for the most frequent keys: where there are more than fit, the rarest half is forgotten.
///
/// A count is at most `error` too low, and a key that is missing has at most `error` (as J. Misra and D. Gries,
/// 1982). Keys are bytes; where cases are one, ASCII letters in lower case.
public final class Tops {

    private static final int FIRST = 1 << 8;
    private static final long BLANKS = 0x2020202020202020L;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int most;
    private final boolean caseBlind;
    private byte[][] keys = new byte[FIRST][];
    private int[] hashes = new int[FIRST];
    private long[] counts = new long[FIRST];
    private int size;
    private long error;

    /// A key and how often it came at least.
    public record Top(byte[] key, long count) {}

    Tops(int most, boolean caseBlind) {
        this.most = most;
        this.caseBlind = caseBlind;
    }

    void add(byte[] block, int start, int end) {
        add(block, start, end, hash(block, start, end), 1);
    }

    /// Of texts that differ in case alone it is the same.
    private static int hash(byte[] block, int start, int end) {
        long hash = end - start;
        int at = start;
        for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
            hash = (hash ^ ((long) EIGHT.get(block, at) | BLANKS)) * MIX;
            hash ^= hash >>> 29;
        }
        for (; at < end; at++) {
            hash = (hash ^ (block[at] | ' ')) * MIX;
        }
        return (int) (hash ^ hash >>> 32);
    }

    private void add(byte[] block, int start, int end, int hash, long count) {
        int mask = keys.length - 1;
        int slot = spread(hash) & mask;
        while (keys[slot] != null) {
            if (hashes[slot] == hash && same(keys[slot], block, start, end)) {
                counts[slot] += count;
                return;
            }
            slot = slot + 1 & mask;
        }
        byte[] key = new byte[end - start];
        for (int i = 0; i < key.length; i++) {
            key[i] = lower(block[start + i]);
        }
        put(slot, key, hash, count);
        size++;
        if (size > most) {
            prune();
        } else if (size * 2 > keys.length) {
            rebuild(keys.length * 2, 0);
        }
    }

    private void put(int slot, byte[] key, int hash, long count) {
        keys[slot] = key;
        hashes[slot] = hash;
        counts[slot] = count;
    }

    private static int spread(int hash) {
        return hash * 0x9E3779B9 >>> 7;
    }

    private byte lower(byte b) {
        return caseBlind && b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    private boolean same(byte[] key, byte[] block, int start, int end) {
        if (Arrays.equals(key, 0, key.length, block, start, end)) {
            return true;
        }
        if (key.length != end - start || !caseBlind) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != lower(block[start + i])) {
                return false;
            }
        }
        return true;
    }

    private void prune() {
        long[] sorted = new long[size];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != null) {
                sorted[n++] = counts[i];
            }
        }
        Arrays.sort(sorted);
        long forgotten = sorted[size / 2];
        error += forgotten;
        rebuild(keys.length, forgotten);
    }

    /// Keeps what has more than `forgotten`.
    private void rebuild(int length, long forgotten) {
        byte[][] oldKeys = keys;
        int[] oldHashes = hashes;
        long[] oldCounts = counts;
        keys = new byte[length][];
        hashes = new int[length];
        counts = new long[length];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null && oldCounts[i] > forgotten) {
                int slot = spread(oldHashes[i]) & length - 1;
                while (keys[slot] != null) {
                    slot = slot + 1 & length - 1;
                }
                put(slot, oldKeys[i], oldHashes[i], oldCounts[i]);
                size++;
            }
        }
    }

    void addAll(Tops other) {
        error += other.error;
        for (int i = 0; i < other.keys.length; i++) {
            if (other.keys[i] != null) {
                add(other.keys[i], 0, other.keys[i].length, other.hashes[i], other.counts[i]);
            }
        }
    }

    /// By how much a count may be too low.
    public long error() {
        return error;
    }

    /// The most frequent ones first; those of the same count by key.
    public List<Top> first(int wanted) {
        List<Top> all = new ArrayList<>(size);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != null) {
                all.add(new Top(keys[i], counts[i]));
            }
        }
        all.sort(Comparator.comparingLong((Top top) -> -top.count()).thenComparing(Top::key, Arrays::compare));
        return List.copyOf(all.subList(0, Math.min(wanted, all.size())));
    }
}
