package epostadm.server.sasl;

/// `client-final-message` of RFC 5802 section 7.
record ScramClientFinal(String channelBinding, String nonce, String proof, String withoutProof) {

    static ScramClientFinal parse(String message) throws SaslSyntaxException {
        String[] attributes = message.split(",", -1);
        int last = attributes.length - 1;
        if (last < 2
                || !attributes[0].startsWith("c=")
                || !attributes[1].startsWith("r=")
                || !attributes[last].startsWith("p=")) {
            throw new SaslSyntaxException("not a channel binding, a nonce and a proof");
        }
        requireExtensions(attributes, 2, last);
        return new ScramClientFinal(
                attributes[0].substring(2),
                ScramClientFirst.nonce(attributes[1].substring(2)),
                attributes[last].substring(2),
                message.substring(0, message.lastIndexOf(',')));
    }

    /// Optional extensions are passed over: `attr-val` each, and not `m=`.
    static void requireExtensions(String[] attributes, int from, int to) throws SaslSyntaxException {
        for (int i = from; i < to; i++) {
            if (!attributes[i].matches("[A-Za-z&&[^m]]=[^\0]+")) {
                throw new SaslSyntaxException("not an extension");
            }
        }
    }
}
