package epostadm.mailstore.content;

import epostadm.mailstore.folder.LiveMessage;
import java.io.IOException;

/// Where a message's octets are: all that this package wants of a [LiveMessage].
interface Source {

    String key();

    <T> T withFile(LiveMessage.FileAction<T> action) throws IOException;

    record OfFolder(LiveMessage message, String key) implements Source {

        OfFolder(LiveMessage message) {
            this(message, message.contentKey());
        }

        @Override
        public <T> T withFile(LiveMessage.FileAction<T> action) throws IOException {
            return message.withFile(action);
        }
    }
}
