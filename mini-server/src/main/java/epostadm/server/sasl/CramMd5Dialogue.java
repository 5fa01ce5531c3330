package epostadm.server.sasl;

import java.io.IOException;

/// CRAM-MD5: `user SP digest`, the digest being the HMAC-MD5 of the challenge under the password. RFC 2195
/// section 2.
final class CramMd5Dialogue implements Dialogue {

    private final Credentials credentials;
    private final String challenge;
    private String name = "";

    CramMd5Dialogue(Credentials credentials, String challenge) {
        this.credentials = credentials;
        this.challenge = challenge;
    }

    @Override
    public SaslStep.Challenge opening() {
        return new SaslStep.Challenge(challenge);
    }

    @Override
    public boolean clientMayBegin() {
        return false;
    }

    @Override
    public SaslStep next(byte[] response) throws IOException, SaslSyntaxException {
        String text = SaslText.utf8(response);
        int space = text.lastIndexOf(' '); // A name may have spaces, a digest has none.
        if (space < 0) {
            throw new SaslSyntaxException("no digest");
        }
        name = SaslText.cell(text.substring(0, space));
        String digest = text.substring(space + 1);
        if (!digest.matches("[0-9a-f]{32}")) {
            throw new SaslSyntaxException("not a digest");
        }
        return verdict(credentials.byProof(name, clear -> Digests.same(digest, Digests.hmacMd5(clear, challenge))));
    }

    @Override
    public String name() {
        return name;
    }
}
