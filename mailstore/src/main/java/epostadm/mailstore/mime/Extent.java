package epostadm.mailstore.mime;

/// Where a part lies in the message's text, in octets from its beginning.
///
/// @param begin the first octet of its header
/// @param body the first octet behind the empty line that ends its header
/// @param end behind its last octet; the line end before a boundary belongs to the boundary (RFC 2046 section
/// 5.1.1) @param headerLines line ends in the header, the empty line's included
/// @param bodyLines line ends in the body
public record Extent(long begin, long body, long end, long headerLines, long bodyLines) {

    public Extent {
        if (begin < 0 || body < begin || end < body) {
            throw new IllegalArgumentException(begin + ".." + body + ".." + end);
        }
    }

    public long headerOctets() {
        return body - begin;
    }

    public long bodyOctets() {
        return end - body;
    }
}
