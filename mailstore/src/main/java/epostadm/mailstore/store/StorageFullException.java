package epostadm.mailstore.store;

import java.io.IOException;
import java.io.Serial;
import java.util.Locale;
import java.util.stream.Stream;

/// The volume, or somebody's share of it, has no room: what was to be written is not there, and can be tried again.
public final class StorageFullException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private StorageFullException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /// The failure as one of this kind, where that is what the system says.
    static IOException orAsItIs(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = Stream.of("no space left on device", "not enough space", "quota exceeded")
                .anyMatch(text::contains);
        return full ? new StorageFullException(failure) : failure;
    }
}
