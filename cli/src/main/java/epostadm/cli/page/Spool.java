package epostadm.cli.page;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A part of a page that is known before what stands above it; in a temporary file for its owner alone, which has
/// no name any more once it is open (on Windows it goes when it is closed).
final class Spool implements Closeable {

    private final FileChannel file;
    private final OutputStream out;

    Spool() throws IOException {
        Path place = Files.createTempFile("epostadm", ".part");
        this.file = FileChannel.open(
                place, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
    }

    OutputStream out() {
        return out;
    }

    void copyTo(OutputStream to) throws IOException {
        out.flush();
        file.position(0);
        Channels.newInputStream(file).transferTo(to);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
