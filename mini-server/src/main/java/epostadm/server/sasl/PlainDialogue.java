package epostadm.server.sasl;

import epostadm.mailstore.account.SaslPrep;
import java.io.IOException;

/// PLAIN: `[authzid] NUL authcid NUL passwd` in one message. RFC 4616 section 2.
final class PlainDialogue implements Dialogue {

    private final Credentials credentials;
    private String name = "";

    PlainDialogue(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public SaslStep next(byte[] response) throws IOException, SaslSyntaxException {
        String[] cells = SaslText.utf8(response).split("\0", -1);
        if (cells.length != 3) {
            throw new SaslSyntaxException("not three cells");
        }
        String authorization = cells[0].isEmpty() ? "" : SaslText.cell(cells[0]);
        name = SaslPrep.prepare(SaslText.cell(cells[1])).orElse(cells[1]);
        return verdict(credentials.byPassword(name, SaslText.cell(cells[2]), authorization));
    }

    @Override
    public String name() {
        return name;
    }
}
