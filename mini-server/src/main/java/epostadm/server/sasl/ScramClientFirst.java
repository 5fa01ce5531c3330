package epostadm.server.sasl;

import epostadm.mailstore.account.SaslPrep;

/// `client-first-message` of RFC 5802 section 7.
///
/// @param gs2Header as it was sent, with both commas; the client repeats it in its last message
/// @param authorization the name to act under; empty where it is the client's own
/// @param bare the message behind the header
record ScramClientFirst(String gs2Header, String authorization, String name, String nonce, String bare) {

    static ScramClientFirst parse(String message) throws SaslSyntaxException {
        int flagEnd = message.indexOf(',');
        int headerEnd = message.indexOf(',', flagEnd + 1);
        if (flagEnd < 0 || headerEnd < 0) {
            throw new SaslSyntaxException("no GS2 header");
        }
        // y: the client could bind to the channel and knows that we cannot; n: it cannot. p would be -PLUS.
        String flag = message.substring(0, flagEnd);
        if (!flag.equals("n") && !flag.equals("y")) {
            throw new SaslSyntaxException("channel binding is not supported");
        }
        String authorization = message.substring(flagEnd + 1, headerEnd);
        if (!authorization.isEmpty() && !authorization.startsWith("a=")) {
            throw new SaslSyntaxException("no authzid");
        }
        String bare = message.substring(headerEnd + 1);
        String[] attributes = bare.split(",", -1);
        // A mandatory extension (m=) would stand first: we know none.
        if (attributes.length < 2 || !attributes[0].startsWith("n=") || !attributes[1].startsWith("r=")) {
            throw new SaslSyntaxException("no name and nonce");
        }
        ScramClientFinal.requireExtensions(attributes, 2, attributes.length);
        String name = saslName(attributes[0].substring(2));
        return new ScramClientFirst(
                message.substring(0, headerEnd + 1),
                authorization.isEmpty() ? "" : saslName(authorization.substring(2)),
                SaslPrep.prepare(name).filter(prepared -> !prepared.isEmpty()).orElse(name),
                nonce(attributes[1].substring(2)),
                bare);
    }

    static String nonce(String text) throws SaslSyntaxException {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new SaslSyntaxException("not a nonce");
        }
        return SaslText.cell(text);
    }

    /// `=2C` is a comma, `=3D` an equals sign, and another `=` is forbidden.
    private static String saslName(String text) throws SaslSyntaxException {
        if (text.replace("=2C", "_").replace("=3D", "_").indexOf('=') >= 0) {
            throw new SaslSyntaxException("not a saslname");
        }
        return SaslText.cell(text.replace("=2C", ",").replace("=3D", "="));
    }
}
