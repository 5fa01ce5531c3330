package epostadm.server.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// What RFC 4978 puts between a connection and its session. Closing gives back the memory that it has outside the
/// heap, some 300 kB, which would else wait for the collector; it leaves the streams below alone.
final class Compression implements AutoCloseable {

    private final Inflater inflater = new Inflater(true);
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    InputStream in(InputStream compressed) {
        return new InflaterInputStream(compressed, inflater);
    }

    /// One that sends what it has when it is flushed.
    OutputStream out(OutputStream compressed) {
        return new DeflaterOutputStream(compressed, deflater, true);
    }

    @Override
    public void close() {
        inflater.end();
        deflater.end();
    }
}
