package epostadm.server.lookup;

import epostadm.server.policy.MailPolicies;
import epostadm.server.policy.MailPolicies.Reading;
import epostadm.server.spf.SpfCheck;
import epostadm.server.spf.SpfVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What the domain publishes of its mail: SPF, DKIM, DMARC, MTA-STS, TLS-RPT.
final class PolicyCheck {

    private final Nameservers servers;
    private final String domain;
    private final List<CheckResult> results = new ArrayList<>();

    PolicyCheck(Nameservers servers, String domain) {
        this.servers = servers;
        this.domain = domain;
    }

    /// @param own this server's addresses
    /// @param selectors of DKIM keys
    List<CheckResult> results(List<InetAddress> own, List<String> selectors) throws IOException {
        if (own.isEmpty()) {
            judgeSpf();
        }
        own.forEach(this::judgeSpf);
        if (selectors.isEmpty()) {
            add(DnsFinding.DKIM_NOT_NAMED);
        }
        selectors.forEach(this::judgeDkim);
        judgeDmarc();
        judge(
                "_mta-sts." + domain,
                "v=STSv1",
                MailPolicies::mtaSts,
                new Findings(DnsFinding.MTA_STS_OK, DnsFinding.MTA_STS_ABSENT, DnsFinding.MTA_STS_BROKEN));
        judge(
                "_smtp._tls." + domain,
                "v=TLSRPTv1",
                MailPolicies::tlsReports,
                new Findings(DnsFinding.TLS_RPT_OK, DnsFinding.TLS_RPT_ABSENT, DnsFinding.TLS_RPT_BROKEN));
        return results;
    }

    private record Findings(DnsFinding good, DnsFinding absent, DnsFinding bad) {}

    /// Without a client: as for one that no record names, so that every term is looked at.
    private void judgeSpf() throws IOException {
        InetAddress nobody = InetAddress.getByAddress(new byte[] {(byte) 240, 0, 0, 1});
        SpfVerdict verdict = SpfCheck.of(domain, nobody, servers);
        DnsFinding finding = switch (verdict.result()) {
            case PASS -> DnsFinding.SPF_OPEN;
            case FAIL, SOFTFAIL, NEUTRAL -> DnsFinding.SPF_READABLE;
            case NONE -> DnsFinding.SPF_ABSENT;
            case PERMERROR -> DnsFinding.SPF_BROKEN;
            case TEMPERROR -> DnsFinding.SPF_UNANSWERED;
            case UNDECIDED -> DnsFinding.SPF_UNDECIDED;
        };
        add(finding, verdict.decisive(), String.valueOf(verdict.lookups()));
    }

    private void judgeSpf(InetAddress client) {
        SpfVerdict verdict = SpfCheck.of(domain, client, servers);
        DnsFinding finding = switch (verdict.result()) {
            case PASS -> DnsFinding.SPF_PASS;
            case FAIL -> DnsFinding.SPF_FAIL;
            case SOFTFAIL, NEUTRAL -> DnsFinding.SPF_WEAK;
            case NONE -> DnsFinding.SPF_ABSENT;
            case PERMERROR -> DnsFinding.SPF_BROKEN;
            case TEMPERROR -> DnsFinding.SPF_UNANSWERED;
            case UNDECIDED -> DnsFinding.SPF_UNDECIDED;
        };
        add(finding, verdict.decisive(), String.valueOf(verdict.lookups()), client.getHostAddress());
    }

    private void judgeDkim(String selector) {
        judge(
                selector + "._domainkey." + domain,
                "",
                MailPolicies::dkim,
                new Findings(DnsFinding.DKIM_OK, DnsFinding.DKIM_ABSENT, DnsFinding.DKIM_BROKEN));
    }

    /// The domain's record, or that of the nearest domain above it.
    private void judgeDmarc() {
        Findings findings = new Findings(DnsFinding.DMARC_OK, DnsFinding.DMARC_ABSENT, DnsFinding.DMARC_BROKEN);
        for (String at = domain; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
            if (judge("_dmarc." + at, "v=DMARC1", MailPolicies::dmarc, findings)) {
                return;
            }
        }
        add(findings.absent(), "_dmarc." + domain);
    }

    /// Judges the name's records that begin with `version`; returns false only for DMARC, where there is none.
    private boolean judge(String name, String version, Function<String, Reading> parser, Findings findings) {
        List<String> records;
        try {
            records = servers.texts(name).stream()
                    .filter(text ->
                            text.toLowerCase(Locale.ROOT).replace(" ", "").startsWith(version.toLowerCase(Locale.ROOT)))
                    .toList();
        } catch (IOException e) {
            add(DnsFinding.TEXT_UNANSWERED, name);
            return true;
        }
        if (records.isEmpty()) {
            if (findings.good() == DnsFinding.DMARC_OK) {
                return false;
            }
            add(findings.absent(), name);
        } else if (records.size() > 1) {
            add(findings.bad(), name + ": " + String.join(" | ", records));
        } else {
            String record = name + ": " + records.getFirst();
            switch (parser.apply(records.getFirst())) {
                case Reading.Good _ -> add(findings.good(), record);
                case Reading.Revoked _ -> add(DnsFinding.DKIM_REVOKED, name);
                case Reading.Bad(String tag) -> add(findings.bad(), record, tag);
            }
        }
        return true;
    }

    private void add(DnsFinding finding, String... facts) {
        results.add(CheckResult.of(finding, facts));
    }
}
