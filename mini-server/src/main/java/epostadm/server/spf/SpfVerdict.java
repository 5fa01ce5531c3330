package epostadm.server.spf;

/// What receivers conclude of a client, and what it costs them.
///
/// @param lookups terms that asked DNS, of at most ten; void ones of at most two (RFC 7208 section 4.6.4)
/// @param decisive the term or domain that settled it
public record SpfVerdict(Result result, int lookups, int voids, String decisive) {

    /// RFC 7208 section 2.6, and what cannot be told without a sender's address.
    public enum Result {
        PASS,
        FAIL,
        SOFTFAIL,
        NEUTRAL,
        NONE,
        TEMPERROR,
        PERMERROR,
        /// A macro or `ptr` would decide.
        UNDECIDED
    }
}
