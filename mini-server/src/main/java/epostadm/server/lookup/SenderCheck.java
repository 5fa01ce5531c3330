package epostadm.server.lookup;

import epostadm.server.spf.SpfCheck;
import epostadm.server.spf.SpfVerdict;
import java.net.InetAddress;
import java.util.List;

/// What SPF says: the record as a whole, and of each of this server's addresses.
final class SenderCheck {

    private final Nameservers servers;
    private final String domain;
    private final Findings findings;

    SenderCheck(Nameservers servers, String domain, Findings findings) {
        this.servers = servers;
        this.domain = domain;
        this.findings = findings;
    }

    void judge(List<InetAddress> own) {
        if (judgeRecord()) {
            own.forEach(this::judge);
        }
    }

    /// As for a client that no record names, so that every term is looked at and counted. Returns whether there is
    /// a record that says anything of clients.
    private boolean judgeRecord() {
        InetAddress nobody = InetAddress.ofLiteral("240.0.0.1");
        SpfVerdict verdict = SpfCheck.of(domain, nobody, servers);
        DnsFinding finding = switch (verdict.result()) {
            case PASS -> DnsFinding.SPF_OPEN;
            case FAIL, SOFTFAIL, NEUTRAL -> DnsFinding.SPF_READABLE;
            case NONE -> DnsFinding.SPF_ABSENT;
            case PERMERROR -> DnsFinding.SPF_BROKEN;
            case TEMPERROR -> DnsFinding.SPF_UNANSWERED;
            case UNDECIDED -> DnsFinding.SPF_UNDECIDED;
        };
        findings.add(finding, verdict.decisive(), String.valueOf(verdict.lookups()), String.valueOf(verdict.voids()));
        return finding == DnsFinding.SPF_OPEN
                || finding == DnsFinding.SPF_READABLE
                || finding == DnsFinding.SPF_UNDECIDED;
    }

    private void judge(InetAddress client) {
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
        switch (finding) {
            case SPF_PASS, SPF_FAIL, SPF_WEAK -> findings.add(finding, verdict.decisive(), client.getHostAddress());
            case SPF_UNDECIDED -> {} // The record's own line says which term.
            default ->
                findings.add(
                        finding,
                        verdict.decisive(),
                        String.valueOf(verdict.lookups()),
                        String.valueOf(verdict.voids()));
        }
    }
}
