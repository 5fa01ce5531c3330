package epostadm.server.pop3.session;

import epostadm.mailstore.store.MaildropMessage;
import epostadm.server.pop3.Pop3RefusedException;
import epostadm.server.pop3.Pop3Reply;
import epostadm.server.pop3.session.SessionState.Transaction;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// STAT, LIST and UIDL. Sizes are those of the unstuffed text (RFC 1939 section 11), so that files which were never
/// seen before are read through once, several at a time.
final class ListingHandler {

    private static final int READ_AT_ONCE = 128;

    private final StoreWork store;

    ListingHandler(StoreWork store) {
        this.store = store;
    }

    Pop3Reply stat(Transaction transaction) {
        learnSizes(transaction.messages());
        int count = 0;
        long size = 0;
        for (int i = 0; i < transaction.messages().size(); i++) {
            if (!transaction.deleted().get(i)) {
                count++;
                size += size(transaction.messages().get(i));
            }
        }
        return new Pop3Reply.Ok(count + " " + size);
    }

    Pop3Reply list(Transaction transaction, OptionalInt one) throws Pop3RefusedException {
        if (one.isPresent()) {
            MaildropMessage message = transaction.message(one.getAsInt());
            learnSizes(List.of(message));
        } else {
            learnSizes(transaction.messages());
        }
        return column(transaction, one, message -> Long.toString(size(message)));
    }

    Pop3Reply uidl(Transaction transaction, OptionalInt one) throws Pop3RefusedException {
        return column(transaction, one, MaildropMessage::uniqueId);
    }

    private static Pop3Reply column(Transaction transaction, OptionalInt one, Function<MaildropMessage, String> column)
            throws Pop3RefusedException {
        if (one.isPresent()) {
            return new Pop3Reply.Ok(one.getAsInt() + " " + column.apply(transaction.message(one.getAsInt())));
        }
        List<MaildropMessage> messages = transaction.messages();
        List<String> lines = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            if (!transaction.deleted().get(i)) {
                lines.add((i + 1) + " " + column.apply(messages.get(i)));
            }
        }
        return new Pop3Reply.Listing("", lines);
    }

    /// After [#learnSizes(List)]: a message that could not be read, or was deleted by somebody else, counts 0
    /// octets.
    private long size(MaildropMessage message) {
        try {
            return message.sizeKnown() ? message.size() : 0;
        } catch (IOException e) {
            throw new IllegalStateException("a size that was known", e);
        }
    }

    private void learnSizes(List<MaildropMessage> messages) {
        List<MaildropMessage> unknown =
                messages.stream().filter(message -> !message.sizeKnown()).toList();
        if (unknown.size() <= READ_AT_ONCE) {
            learn(unknown);
            return;
        }
        try (var slices = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < unknown.size(); from += READ_AT_ONCE) {
                List<MaildropMessage> slice = unknown.subList(from, Math.min(from + READ_AT_ONCE, unknown.size()));
                slices.execute(() -> learn(slice));
            }
        }
    }

    private void learn(List<MaildropMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            store.files().read(() -> {
                messages.forEach(this::learn);
                return true;
            });
        } catch (IOException e) {
            store.failed(e);
        }
    }

    private void learn(MaildropMessage message) {
        try {
            message.size();
        } catch (NoSuchFileException e) {
            // RETR will say that it is gone.
        } catch (IOException e) {
            store.failed(e);
        }
    }
}
