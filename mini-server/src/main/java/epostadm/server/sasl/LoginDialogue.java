package epostadm.server.sasl;

import epostadm.mailstore.account.SaslPrep;
import java.io.IOException;

/// LOGIN: the name, then the password. Clients look at the order of the challenges, some at their text; some send
/// the name with the command. draft-murchison-sasl-login-00 section 2.
final class LoginDialogue implements Dialogue {

    private final Credentials credentials;
    private String name = "";

    LoginDialogue(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public SaslStep.Challenge opening() {
        return new SaslStep.Challenge("Username:");
    }

    @Override
    public SaslStep next(byte[] response) throws IOException, SaslSyntaxException {
        String text = SaslText.cell(SaslText.utf8(response));
        if (name.isEmpty()) {
            name = SaslPrep.prepare(text)
                    .filter(prepared -> !prepared.isEmpty())
                    .orElse(text);
            return new SaslStep.Challenge("Password:");
        }
        return verdict(credentials.byPassword(name, text, ""));
    }

    @Override
    public String name() {
        return name;
    }
}
