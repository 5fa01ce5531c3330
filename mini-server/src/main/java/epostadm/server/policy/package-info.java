/// What a domain publishes about its mail as lists of tags: DMARC, DKIM keys, MTA-STS, TLS-RPT; asks no DNS.
package epostadm.server.policy;
