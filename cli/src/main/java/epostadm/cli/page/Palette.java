package epostadm.cli.page;

/// The colours of a picture's parts: the classes `c0`, `c1` ... of the style, which also tell lines apart by
/// dashes.
final class Palette {

    static final int COLORS = 6;

    private Palette() {}

    static String of(int part) {
        return "c" + part;
    }
}
