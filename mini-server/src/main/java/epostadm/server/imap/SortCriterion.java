package epostadm.server.imap;

/// One key of a SORT: RFC 5256 section 3, RFC 5957.
public record SortCriterion(Key key, boolean reverse) {

    public enum Key {
        ARRIVAL,
        CC,
        DATE,
        FROM,
        SIZE,
        SUBJECT,
        TO,
        DISPLAYFROM,
        DISPLAYTO
    }
}
