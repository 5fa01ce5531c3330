package epostadm.server.reception;

import epostadm.mailstore.control.EffectDat;
import epostadm.server.smtp.ReversePath;
import epostadm.server.smtp.session.Client;
import epostadm.server.smtp.session.ListenerKind;
import java.util.Optional;

/// What the server-wide `effect.dat` says of a client and its sender. docs/store-format.md, "Other control files".
///
/// @param trusted whether the client is in a network that may send anything anywhere without a login
/// @param relays whether it may send to other domains
record Standing(boolean refused, boolean trusted, boolean relays) {

    static Standing of(EffectDat file, Client client, ReversePath from) {
        if (client.kind() == ListenerKind.LMTP) {
            // For delivery here alone; whoever feeds it has judged the client.
            return new Standing(false, false, false);
        }
        Optional<EffectDat.Line> line = file.line(client.address(), from.toString());
        boolean trusted = line.filter(EffectDat.Line::opensRelay).isPresent();
        boolean loggedIn = client.account().isPresent();
        return switch (file.rule(line)) {
            case REFUSE -> new Standing(true, false, false);
            case NO_RELAY -> new Standing(false, false, false);
            case RELAY -> new Standing(false, trusted, trusted || loggedIn);
            case DEFAULT, ONLY, RELAY_WITH_LOGIN -> new Standing(false, false, loggedIn);
        };
    }
}
