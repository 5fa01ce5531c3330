package epostadm.server.lookup;

/// Everything that a check of a domain can say, and how grave it is.
public enum DnsFinding {
    /// A part of the check for which no time was left.
    TIME_UP(Status.NOT_CHECKED),
    /// A name that DNS knows in another form: RFC 5890.
    IDN(Status.OK),
    RESOLVER_SILENT(Status.ERROR),
    /// It answers with a failure or a refusal.
    RESOLVER_FAILS(Status.ERROR),
    NS_OK(Status.OK),
    NS_UNKNOWN(Status.NOT_CHECKED),
    NS_NO_ADDRESS(Status.ERROR),
    NS_SILENT(Status.WARNING),
    /// A server that the domain names and that knows nothing of it.
    NS_LAME(Status.ERROR),
    /// The zone above names other servers than the zone itself.
    DELEGATION_DIFFERS(Status.WARNING),
    SERIALS_DIFFER(Status.WARNING),
    VIEWS_AGREE(Status.OK),
    /// One view for inside, with addresses that nobody outside reaches, and another for outside.
    VIEWS_SPLIT(Status.WARNING),
    VIEWS_DIFFER(Status.ERROR),
    DNSSEC_OK(Status.OK),
    DNSSEC_ABSENT(Status.OK),
    DNSSEC_UNANSWERED(Status.NOT_CHECKED),
    /// Signed, but the zone above does not vouch for it.
    DNSSEC_ISLAND(Status.WARNING),
    /// The zone above vouches for keys that the zone does not have.
    DNSSEC_DS_WRONG(Status.ERROR),
    DNSSEC_EXPIRED(Status.ERROR),
    DNSSEC_UNSIGNED(Status.ERROR),
    DOMAIN_ABSENT(Status.ERROR),
    DOMAIN_ADDRESS(Status.OK),
    MX_OK(Status.OK),
    MX_UNANSWERED(Status.NOT_CHECKED),
    /// The domain's own address takes its mail: RFC 5321 section 5.1.
    MX_ABSENT(Status.WARNING),
    MX_NOWHERE(Status.ERROR),
    /// RFC 7505.
    MX_NULL(Status.ERROR),
    /// RFC 7505 section 3: a null MX stands alone.
    MX_NULL_BESIDES(Status.ERROR),
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
    TTL_LONG(Status.WARNING),
    DNSBL_OK(Status.OK),
    DNSBL_NOT_LISTED(Status.OK),
    DNSBL_LISTED(Status.ERROR),
    /// RFC 5782 section 5: its test entry is not there.
    DNSBL_DEAD(Status.ERROR),
    /// It lists what no list may, and so has mail refused from everywhere.
    DNSBL_LISTS_ALL(Status.ERROR),
    DNSBL_SILENT(Status.ERROR),
    /// It does not answer who asks through this resolver.
    DNSBL_REFUSES(Status.NOT_CHECKED),
    SMTP_OK(Status.OK),
    SMTP_OFFERS(Status.OK),
    SMTP_TIME(Status.OK),
    SMTP_UNWILLING(Status.ERROR),
    SMTP_BREAKS_OFF(Status.ERROR),
    SMTP_NO_EHLO(Status.WARNING),
    TLS_OK(Status.OK),
    TLS_ABSENT(Status.WARNING),
    TLS_FAILED(Status.ERROR),
    CERTIFICATE_EXPIRED(Status.ERROR),
    CERTIFICATE_ENDS_SOON(Status.WARNING),
    CERTIFICATE_OTHER_NAME(Status.WARNING),
    CERTIFICATE_UNTRUSTED(Status.WARNING),
    RCPT_OK(Status.OK),
    RCPT_DEFERRED(Status.WARNING),
    RCPT_REFUSED(Status.ERROR),
    RCPT_NOT_TRIED(Status.NOT_CHECKED),
    /// The null sender, which every server has to take.
    SENDER_REFUSED(Status.ERROR),
    PORT_REFUSED(Status.ERROR),
    PORT_SILENT(Status.ERROR),
    PORT_NO_ROUTE(Status.NOT_CHECKED),
    /// A host that was not reached, for which the line out is to blame.
    PORT_NOT_REACHED(Status.NOT_CHECKED),
    /// OP25B.
    PORT_25_BLOCKED(Status.WARNING),
    PORT_25_UNTOLD(Status.NOT_CHECKED);

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
