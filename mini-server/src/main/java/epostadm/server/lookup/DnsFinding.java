package epostadm.server.lookup;

/// Everything that a check of a domain can say, and how grave it is.
public enum DnsFinding {
    RESOLVER_SILENT(Status.ERROR),
    NS_OK(Status.OK),
    NS_UNKNOWN(Status.NOT_CHECKED),
    NS_NO_ADDRESS(Status.ERROR),
    NS_SILENT(Status.WARNING),
    /// A server that the domain names and that knows nothing of it.
    NS_LAME(Status.ERROR),
    SERIALS_DIFFER(Status.WARNING),
    VIEWS_AGREE(Status.OK),
    VIEWS_DIFFER(Status.ERROR),
    DOMAIN_ABSENT(Status.ERROR),
    DOMAIN_ADDRESS(Status.OK),
    MX_OK(Status.OK),
    MX_UNANSWERED(Status.NOT_CHECKED),
    /// The domain's own address takes its mail: RFC 5321 section 5.1.
    MX_ABSENT(Status.WARNING),
    MX_NOWHERE(Status.ERROR),
    /// RFC 7505.
    MX_NULL(Status.ERROR),
    /// RFC 2181 section 10.3.
    MX_ALIAS(Status.ERROR),
    MX_BARE_ADDRESS(Status.ERROR),
    TARGET_OK(Status.OK),
    TARGET_UNANSWERED(Status.NOT_CHECKED),
    TARGET_NO_ADDRESS(Status.ERROR),
    TARGET_PRIVATE(Status.ERROR),
    SERVER_OK(Status.OK),
    SERVER_NO_TARGET(Status.ERROR),
    SERVER_NOT_NAMED(Status.NOT_CHECKED),
    PTR_OK(Status.OK),
    PTR_UNANSWERED(Status.NOT_CHECKED),
    PTR_ABSENT(Status.WARNING),
    PTR_NO_MATCH(Status.WARNING),
    SPF_PASS(Status.OK),
    SPF_READABLE(Status.OK),
    SPF_ABSENT(Status.WARNING),
    SPF_FAIL(Status.ERROR),
    SPF_WEAK(Status.WARNING),
    SPF_OPEN(Status.WARNING),
    SPF_BROKEN(Status.ERROR),
    SPF_UNDECIDED(Status.NOT_CHECKED),
    SPF_UNANSWERED(Status.NOT_CHECKED),
    DKIM_OK(Status.OK),
    DKIM_NOT_NAMED(Status.NOT_CHECKED),
    DKIM_ABSENT(Status.ERROR),
    DKIM_REVOKED(Status.ERROR),
    DKIM_BROKEN(Status.ERROR),
    DMARC_OK(Status.OK),
    DMARC_ABSENT(Status.WARNING),
    DMARC_BROKEN(Status.ERROR),
    MTA_STS_OK(Status.OK),
    MTA_STS_ABSENT(Status.OK),
    MTA_STS_BROKEN(Status.ERROR),
    TLS_RPT_OK(Status.OK),
    TLS_RPT_ABSENT(Status.OK),
    TLS_RPT_BROKEN(Status.ERROR),
    /// A record about mail policies was asked for in vain.
    TEXT_UNANSWERED(Status.NOT_CHECKED),
    TTL_OK(Status.OK),
    TTL_SHORT(Status.WARNING),
    TTL_LONG(Status.WARNING);

    public enum Status {
        OK,
        WARNING,
        ERROR,
        NOT_CHECKED;

        public boolean isTrouble() {
            return this == WARNING || this == ERROR;
        }
    }

    private final Status status;

    DnsFinding(Status status) {
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
