package epostadm.mailstore.text;

/// Makes texts comparable: without case (RFC 5051, `i;unicode-casemap`), and half-width and full-width forms as
/// one.
public final class Folding {

    private Folding() {}

    public static String fold(String text) {
        throw new UnsupportedOperationException();
    }
}
