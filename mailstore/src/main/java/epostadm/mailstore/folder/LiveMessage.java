package epostadm.mailstore.folder;

import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.mail.Flags;
import epostadm.mailstore.mail.Uid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A message of a folder at work; one object for all sessions, as long as the folder is at work. For many threads.
///
/// Small, since there are 100,000 of them: the UID and the time are unsigned, `email` is null where it is the own
/// one, and the file's name is put together when it is wanted.
public final class LiveMessage {

    private static final int UNKNOWN = 0;
    private static final int ENDING = 17;

    private final Era era;
    private final int uid;
    private volatile String ending;
    private volatile MessageFlags flags;
    private volatile long modSeq;
    private volatile boolean expunged;
    private int saved = UNKNOWN;
    private String email;

    LiveMessage(Era era, long uid, MessageFlags flags) {
        this(era, uid, flags, MessageFileName.ENDING);
    }

    private LiveMessage(Era era, long uid, MessageFlags flags, String ending) {
        this.era = era;
        this.uid = (int) uid;
        this.flags = flags;
        this.ending = ending;
    }

    /// The one whose file has that name, the ending of which may be in lower case.
    static LiveMessage named(Era era, long uid, MessageFlags flags, String fileName) {
        return new LiveMessage(era, uid, flags, ending(fileName));
    }

    private static String ending(String fileName) {
        return fileName.endsWith(MessageFileName.ENDING) ? MessageFileName.ENDING : fileName.substring(ENDING);
    }

    public long uid() {
        return Integer.toUnsignedLong(uid);
    }

    public MessageFlags flags() {
        return flags;
    }

    /// RFC 7162: when something about the message changed last.
    public long modSeq() {
        return modSeq;
    }

    /// Whether it is gone from the folder, though views may still number it.
    public boolean expunged() {
        return expunged;
    }

    /// RFC 8514: when it came into this folder, to the second, where that is known.
    public Optional<Instant> saved() {
        return saved == UNKNOWN ? Optional.empty() : Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(saved)));
    }

    /// RFC 8474: the same for copies of the message in all folders of the mailbox.
    public String emailId() {
        return email == null ? era.name(uid()) : email;
    }

    /// A name of its content that stays the same while flags change, for caches: the folder's id, its UIDVALIDITY
    /// and the UID.
    public String contentKey() {
        return era.name(uid());
    }

    /// A name of its folder as long as a UID there means the same message.
    public String era() {
        return era.name();
    }

    /// Does something with the file under its present name; tries again where the flags have changed meanwhile.
    ///
    /// @throws java.nio.file.NoSuchFileException where the message is gone
    public <T> T withFile(FileAction<T> action) throws IOException {
        return era.folder().withFile(this, action);
    }

    @FunctionalInterface
    public interface FileAction<T> {
        T on(Path file) throws IOException;
    }

    String fileName() {
        return fileName(flags.system());
    }

    String fileName(Flags system) {
        return Uid.of(uid()).padded() + "-" + system.digits() + ending;
    }

    /// Whether it belongs to what the folder is now.
    boolean of(Era present) {
        return era == present;
    }

    /// Seconds since 1970, or 0.
    long savedSeconds() {
        return Integer.toUnsignedLong(saved);
    }

    /// The email id where it is not the own one.
    Optional<String> foreignEmailId() {
        return Optional.ofNullable(email);
    }

    void flags(MessageFlags newFlags) {
        flags = newFlags;
    }

    /// The file has been renamed by somebody else.
    void renamed(MessageFlags newFlags, String fileName) {
        ending = ending(fileName);
        flags = newFlags;
    }

    void modSeq(long value) {
        modSeq = value;
    }

    void expunge() {
        expunged = true;
    }

    void savedAt(long seconds) {
        saved = (int) seconds;
    }

    void emailId(String id) {
        email = id.equals(era.name(uid())) ? null : id;
    }
}
