package epostadm.server.sasl;

import epostadm.server.sasl.SaslStep.Failure;
import epostadm.server.sasl.SaslStep.Failure.Reason;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;

/// One client's try to prove who it is by one mechanism, line by line as RFC 4954 (SMTP), RFC 5034 (POP3) and RFC
/// 9051 (IMAP) have it: base64, `*` to cancel, `=` for an empty initial response.
///
/// It may read files and compute hashes, so it is run where file work is. It ends with the first step that is no
/// challenge; further lines are a fault of the caller.
public final class SaslExchange {

    /// The longest response in base64 (RFC 4954 section 4).
    public static final int LONGEST_RESPONSE = 12288;

    /// The longest name or password, in characters; RFC 4616 section 2 asks for 255 octets.
    static final int LONGEST_CELL = 1024;

    private final Dialogue dialogue;
    private boolean ended;

    SaslExchange(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// @param host this server's name, which challenges show
    public static SaslExchange of(SaslMechanism mechanism, Credentials credentials, SecureRandom random, String host) {
        return new SaslExchange(
                switch (mechanism) {
                    case PLAIN -> new PlainDialogue(credentials);
                    case LOGIN -> new LoginDialogue(credentials);
                    case CRAM_MD5 -> new CramMd5Dialogue(credentials, Challenges.messageId(random, host));
                    case SCRAM_SHA_256 -> new ScramDialogue(credentials, Challenges.nonce(random));
                });
    }

    /// The step after the command that named the mechanism.
    ///
    /// @param initialResponse what stood behind the mechanism's name, if anything did
    public SaslStep begin(Optional<String> initialResponse) throws IOException {
        if (initialResponse.isEmpty()) {
            return dialogue.opening();
        }
        if (!dialogue.clientMayBegin()) {
            return end(new Failure(Reason.MALFORMED, dialogue.name()));
        }
        return respond(initialResponse.get().equals("=") ? "" : initialResponse.get());
    }

    /// The step after the client's answer to a challenge.
    public SaslStep next(String line) throws IOException {
        if (line.equals("*")) {
            return end(new Failure(Reason.CANCELLED, dialogue.name()));
        }
        return respond(line);
    }

    private SaslStep respond(String line) throws IOException {
        if (ended) {
            throw new IllegalStateException("the exchange has ended");
        }
        try {
            if (line.length() > LONGEST_RESPONSE) {
                throw new SaslSyntaxException("too long");
            }
            return end(dialogue.next(SaslText.base64(line)));
        } catch (SaslSyntaxException e) {
            return end(new Failure(Reason.MALFORMED, dialogue.name()));
        }
    }

    private SaslStep end(SaslStep step) {
        ended = !(step instanceof SaslStep.Challenge);
        return step;
    }
}
