package epostadm.mailstore.store;

import java.io.IOException;
import java.io.Serial;
import java.util.Locale;
import java.util.stream.Stream;

/// The volume, or somebody's share of it, has no room: what was to be written is not there, and can be tried again.
///
/// Java has no type for it, and the system's words depend on its language.
public final class StorageFullException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /// With less than this much left, in bytes, whatever failed has failed for that.
    private static final long NOTHING = 1 << 16;

    public StorageFullException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /// The failure as one of this kind, where that is what the system says.
    static IOException orAsItIs(IOException failure) {
        return orAsItIs(failure, Long.MAX_VALUE);
    }

    /// The same also where the volume has next to nothing left.
    ///
    /// @param room in bytes
    public static IOException orAsItIs(IOException failure, long room) {
        return room < NOTHING || full(failure) ? new StorageFullException(failure) : failure;
    }

    /// Whether something failed for want of room, as far as the system says so.
    public static boolean full(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof StorageFullException || saysSo(cause));
    }

    private static boolean saysSo(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("no space left on device", "not enough space", "quota exceeded")
                .anyMatch(text::contains);
    }
}
