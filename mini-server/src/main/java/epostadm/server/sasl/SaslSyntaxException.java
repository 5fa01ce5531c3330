package epostadm.server.sasl;

/// A response that breaks its mechanism's rules.
final class SaslSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    SaslSyntaxException(String message) {
        super(message);
    }
}
