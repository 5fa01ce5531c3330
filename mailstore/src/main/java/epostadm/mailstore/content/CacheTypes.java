package epostadm.mailstore.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/// How keys and values lie in the cache's file. Lengths that a damaged file may show are looked at before there is
/// room made for them.
final class CacheTypes {

    /// What a page can have of keys, many times over.
    private static final int MOST_KEYS = 1 << 14;

    private CacheTypes() {}

    private static <T> T[] storage(int keys, T[] none) {
        if (keys < 0 || keys > MOST_KEYS) {
            throw new IllegalStateException("a page of " + keys + " keys");
        }
        return java.util.Arrays.copyOf(none, keys);
    }

    private static byte[] octets(ByteBuffer from) {
        int length = DataUtils.readVarInt(from);
        if (length < 0 || length > from.remaining()) {
            throw new IllegalStateException(length + " octets where " + from.remaining() + " are");
        }
        byte[] octets = new byte[length];
        from.get(octets);
        return octets;
    }

    static final class Key extends BasicDataType<String> {

        private static final String[] NONE = {};

        @Override
        public int getMemory(String key) {
            return 48 + key.length();
        }

        @Override
        public void write(WriteBuffer to, String key) {
            byte[] octets = key.getBytes(StandardCharsets.UTF_8);
            to.putVarInt(octets.length).put(octets);
        }

        @Override
        public String read(ByteBuffer from) {
            return new String(octets(from), StandardCharsets.UTF_8);
        }

        @Override
        public String[] createStorage(int keys) {
            return storage(keys, NONE);
        }

        @Override
        public int compare(String one, String other) {
            return one.compareTo(other);
        }
    }

    static final class Value extends BasicDataType<byte[]> {

        private static final byte[][] NONE = {};

        @Override
        public int getMemory(byte[] value) {
            return 24 + value.length;
        }

        @Override
        public void write(WriteBuffer to, byte[] value) {
            to.putVarInt(value.length).put(value);
        }

        @Override
        public byte[] read(ByteBuffer from) {
            return octets(from);
        }

        @Override
        public byte[][] createStorage(int keys) {
            return storage(keys, NONE);
        }
    }
}
