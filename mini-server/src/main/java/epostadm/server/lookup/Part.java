package epostadm.server.lookup;

/// The parts of a check, in their order; one that was not finished in time is named.
public enum Part {
    RESOLVERS,
    NAME_SERVERS,
    VIEWS,
    DNSSEC,
    ROUTE,
    THIS_SERVER,
    SPF,
    DKIM,
    DMARC,
    MTA_STS,
    TLS_RPT,
    LIFETIMES,
    BLOCK_LISTS,
    PORT_25,
    MTA_STS_POLICY
}
