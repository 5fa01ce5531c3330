package epostadm.server.smtp.session;

import epostadm.server.smtp.Replies;
import epostadm.server.smtp.SmtpCommand;
import epostadm.server.smtp.SmtpReply;
import epostadm.server.smtp.session.SessionState.Transaction;
import epostadm.server.wire.ClientConnection;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/// DATA and BDAT: the message itself. RFC 5321 section 4.1.1.4, RFC 3030 section 2.
final class MessageHandler {

    private static final int BLOCK = 1 << 14;

    private final SmtpService service;
    private final ClientConnection connection;
    private final Answering answering;

    /// Answers the client, for the logs too.
    interface Answering {
        void reply(SmtpReply reply) throws IOException;
    }

    MessageHandler(SmtpService service, ClientConnection connection, Answering answering) {
        this.service = service;
        this.connection = connection;
        this.answering = answering;
    }

    /// Takes the message; the answer says whether it is safe.
    SmtpReply data(SessionState state, Client client) throws IOException, RefusedException {
        Transaction transaction = ready(state);
        if (transaction.chunks != null) {
            throw new RefusedException(Replies.badSequence("BDAT has begun"));
        }
        MessageIntake intake = intake(transaction, client);
        boolean whole = false;
        try {
            answering.reply(Replies.startData());
            connection.flush();
            byte[] block = new byte[BLOCK];
            while (!intake.ended()) {
                int length = connection.read(block, 0, BLOCK);
                if (length < 0) {
                    throw new EOFException("in the middle of a message");
                }
                int end = intake.data(block, length);
                if (end < length) {
                    connection.unread(block, end, length - end);
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                intake.abort();
            }
        }
        return intake.commit();
    }

    /// Takes a chunk; the answer to the last one says whether the message is safe.
    Optional<SmtpReply> bdat(SessionState state, Client client, SmtpCommand.Bdat bdat)
            throws IOException, RefusedException {
        Transaction transaction;
        try {
            transaction = ready(state);
            if (transaction.chunks == null) {
                transaction.chunks = intake(transaction, client);
            }
        } catch (RefusedException refused) {
            // It is read in any case, or its octets would be taken for commands.
            read(bdat, Optional.empty());
            if (state instanceof Transaction failing) {
                failing.failed = true;
            }
            throw refused;
        }
        MessageIntake intake = transaction.chunks;
        read(bdat, Optional.of(intake));
        if (bdat.last()) {
            intake.endChunks();
            return Optional.of(intake.commit());
        }
        Optional<SmtpReply> refusal = intake.refusal();
        if (refusal.isPresent()) {
            transaction.failed = true;
            throw new RefusedException(refusal.get());
        }
        return Optional.empty();
    }

    private void read(SmtpCommand.Bdat bdat, Optional<MessageIntake> intake) throws IOException {
        byte[] block = new byte[(int) Math.min(BLOCK, Math.max(1, bdat.size()))];
        for (long left = bdat.size(); left > 0; ) {
            int length = connection.read(block, 0, (int) Math.min(block.length, left));
            if (length < 0) {
                throw new EOFException("in the middle of a chunk");
            }
            left -= length;
            if (intake.isPresent()) {
                intake.get().chunk(block, length);
            }
        }
    }

    private Transaction ready(SessionState state) throws RefusedException {
        if (!(state instanceof Transaction transaction)) {
            throw new RefusedException(Replies.badSequence("Send MAIL first"));
        }
        if (transaction.failed) {
            throw new RefusedException(Replies.badSequence("A chunk was refused: send RSET"));
        }
        if (transaction.recipients.isEmpty()) {
            // RFC 2033 section 4.2 wants 503 here, RFC 5321 section 3.3 allows 554.
            throw new RefusedException(
                    service.kind() == ListenerKind.LMTP
                            ? Replies.badSequence("No valid recipients")
                            : Replies.noRecipients());
        }
        return transaction;
    }

    private MessageIntake intake(Transaction transaction, Client client) throws RefusedException {
        try {
            return new MessageIntake(service, transaction.envelope(client), transaction.extended);
        } catch (IOException fault) {
            throw new RefusedException(service.faulty(client, fault));
        }
    }
}
