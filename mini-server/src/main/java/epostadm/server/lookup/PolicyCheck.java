package epostadm.server.lookup;

import epostadm.server.policy.MailPolicies;
import epostadm.server.policy.MailPolicies.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What the domain publishes of its mail beside SPF: DKIM, DMARC, MTA-STS, TLS-RPT.
final class PolicyCheck {

    private final Nameservers servers;
    private final String domain;
    private final Findings findings;

    PolicyCheck(Nameservers servers, String domain, Findings findings) {
        this.servers = servers;
        this.domain = domain;
        this.findings = findings;
    }

    private record Verdicts(DnsFinding good, DnsFinding absent, DnsFinding bad) {}

    void judgeDkim(List<String> selectors) {
        if (selectors.isEmpty()) {
            findings.add(DnsFinding.DKIM_NOT_NAMED);
        }
        Verdicts verdicts = new Verdicts(DnsFinding.DKIM_OK, DnsFinding.DKIM_ABSENT, DnsFinding.DKIM_BROKEN);
        for (String selector : selectors) {
            judge(selector + "._domainkey." + domain, "", MailPolicies::dkim, verdicts);
        }
    }

    /// The domain's record, or that of the nearest domain above it.
    void judgeDmarc() {
        Verdicts verdicts = new Verdicts(DnsFinding.DMARC_OK, DnsFinding.DMARC_ABSENT, DnsFinding.DMARC_BROKEN);
        for (String at = domain; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
            if (judge("_dmarc." + at, "v=DMARC1", MailPolicies::dmarc, verdicts)) {
                return;
            }
        }
        findings.add(DnsFinding.DMARC_ABSENT, "_dmarc." + domain);
    }

    void judgeMtaSts() {
        judge(
                "_mta-sts." + domain,
                "v=STSv1",
                MailPolicies::mtaSts,
                new Verdicts(DnsFinding.MTA_STS_OK, DnsFinding.MTA_STS_ABSENT, DnsFinding.MTA_STS_BROKEN));
    }

    void judgeTlsReports() {
        judge(
                "_smtp._tls." + domain,
                "v=TLSRPTv1",
                MailPolicies::tlsReports,
                new Verdicts(DnsFinding.TLS_RPT_OK, DnsFinding.TLS_RPT_ABSENT, DnsFinding.TLS_RPT_BROKEN));
    }

    /// Judges the name's records that begin with `version`; returns false only for DMARC, where there is none.
    private boolean judge(String name, String version, Function<String, Reading> parser, Verdicts verdicts) {
        List<String> records;
        try {
            records = servers.texts(name).stream()
                    .filter(text ->
                            text.toLowerCase(Locale.ROOT).replace(" ", "").startsWith(version.toLowerCase(Locale.ROOT)))
                    .toList();
        } catch (IOException e) {
            findings.add(DnsFinding.TEXT_UNANSWERED, name);
            return true;
        }
        if (records.isEmpty()) {
            if (verdicts.good() == DnsFinding.DMARC_OK) {
                return false;
            }
            findings.add(verdicts.absent(), name);
        } else if (records.size() > 1) {
            findings.add(verdicts.bad(), name + ": " + String.join(" | ", records));
        } else {
            String record = name + ": " + records.getFirst();
            switch (parser.apply(records.getFirst())) {
                case Reading.Good _ -> findings.add(verdicts.good(), record);
                case Reading.Revoked _ -> findings.add(DnsFinding.DKIM_REVOKED, name);
                case Reading.Bad(String tag) -> findings.add(verdicts.bad(), record, tag);
            }
        }
        return true;
    }
}
