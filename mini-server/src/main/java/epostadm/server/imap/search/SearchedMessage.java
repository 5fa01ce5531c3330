package epostadm.server.imap.search;

import epostadm.mailstore.mime.Envelope;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message as searches look at it; what is dear is asked last.
public interface SearchedMessage {

    int sequence();

    long uid();

    /// `\Seen`, `$Forwarded` or a keyword, in any case.
    boolean flagged(String flag);

    boolean recent();

    long modSeq();

    String emailId();

    Optional<Instant> saved();

    Instant internalDate() throws IOException;

    long size() throws IOException;

    Envelope envelope() throws IOException;

    /// The envelope's, which may be cheaper alone.
    default Optional<String> date() throws IOException {
        return envelope().date();
    }

    /// The envelope's, which may be cheaper alone.
    default Optional<String> subject() throws IOException {
        return envelope().subject();
    }

    /// For THREAD: the ids of References:, or else the first of In-Reply-To:, each as
    /// [epostadm.mailstore.mime.MessageIds] writes it. RFC 5256 section 3.
    List<String> references() throws IOException;

    /// The values of all fields of that name, one char an octet, in their order.
    List<String> header(String name) throws IOException;

    /// Gives the decoded text of headers, or bodies, or both to `reader`, piece after piece, until it has heard
    /// enough: MIME headers and text parts decoded by transfer encoding and charset, messages within messages too.
    ///
    /// @return whether the reader had enough
    boolean text(boolean headers, boolean bodies, TextReader reader) throws IOException;

    @FunctionalInterface
    interface TextReader {
        /// @return whether it has heard enough
        boolean hear(CharSequence piece);
    }
}
