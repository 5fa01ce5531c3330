package epostadm.server.relay;

import java.util.Optional;

/// A server to hand mail to.
///
/// @param host its name, or its address as it stands in Java: without brackets
/// @param login where it wants one
public record Hop(String host, int port, TlsPolicy tls, Optional<Login> login) {

    public record Login(String name, String password) {
        @Override
        public String toString() {
            return name + ":****";
        }
    }
}
