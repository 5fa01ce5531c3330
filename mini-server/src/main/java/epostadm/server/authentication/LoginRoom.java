package epostadm.server.authentication;

import epostadm.server.login.LoginDesk;
import epostadm.server.pause.DomainPauses;
import epostadm.server.sasl.SaslMechanism;
import epostadm.server.wire.ClientConnection;
import epostadm.server.wire.FileWork;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What all connections need to log in; one for the whole server.
///
/// @param mechanisms of SASL that may be used at all
/// @param clearTextAnywhere whether passwords may cross a wire that others can read
/// @param pauses which domains nobody may log in to at the moment
public record LoginRoom(
        LoginDesk desk, FileWork files, Set<SaslMechanism> mechanisms, boolean clearTextAnywhere, DomainPauses pauses) {

    public LoginRoom {
        mechanisms = Set.copyOf(mechanisms);
    }

    /// All mechanisms, and clear passwords over TLS and within this machine alone.
    public static LoginRoom of(LoginDesk desk, FileWork files) {
        return new LoginRoom(desk, files, EnumSet.allOf(SaslMechanism.class), false, new DomainPauses());
    }

    public ClientAuthentication client(ClientConnection connection) {
        return new ClientAuthentication(this, connection);
    }

    boolean clearText(boolean confidential) {
        return confidential || clearTextAnywhere;
    }

    /// Best first. CRAM-MD5 is there only where it can succeed for somebody: it needs a password that is known in
    /// clear.
    List<SaslMechanism> mechanisms(boolean confidential) {
        return Stream.of(SaslMechanism.values())
                .filter(mechanisms::contains)
                .filter(mechanism -> !mechanism.clearText() || clearText(confidential))
                .filter(mechanism -> mechanism != SaslMechanism.CRAM_MD5 || desk.clearPasswordsKnown())
                .toList();
    }
}
