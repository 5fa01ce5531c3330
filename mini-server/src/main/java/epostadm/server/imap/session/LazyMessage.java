package epostadm.server.imap.session;

import epostadm.mailstore.content.MessageContents;
import epostadm.mailstore.content.OpenMessage;
import epostadm.mailstore.content.Summary;
import epostadm.mailstore.folder.LiveMessage;
import java.io.IOException;
import java.util.Optional;

/// A message whose file is opened when it is first wanted and stays open until this is closed; after that it may be
/// opened again. For one thread at a time.
final class LazyMessage implements AutoCloseable {

    private final MessageContents contents;
    private final LiveMessage message;
    private Optional<OpenMessage> open = Optional.empty();

    LazyMessage(MessageContents contents, LiveMessage message) {
        this.contents = contents;
        this.message = message;
    }

    LiveMessage message() {
        return message;
    }

    Summary summary() throws IOException {
        return contents.summary(message);
    }

    /// @throws java.nio.file.NoSuchFileException where it is gone
    OpenMessage open() throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(contents.open(message));
        }
        return open.get();
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }
}
