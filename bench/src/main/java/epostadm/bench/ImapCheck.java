package epostadm.bench;

/// Clients that share folders, each with a mirror of what it was told.
final class ImapCheck {

    private ImapCheck() {}

    static int run(ImapMix.Options options) {
        System.err.println("not yet: " + options);
        return 2;
    }
}
