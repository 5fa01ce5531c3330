package epostadm.server.lookup;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Whether the zone is signed, and whether whoever checks signatures believes it: its own link in the chain of RFC
/// 4035 section 5, from the DS record in the zone above down to the SOA and MX records.
final class DnssecCheck {

    private final Nameservers servers;
    private final Name zone;
    private final Findings findings;

    DnssecCheck(Nameservers servers, Name zone, Findings findings) {
        this.servers = servers;
        this.zone = zone;
        this.findings = findings;
    }

    void judge(Name domain) {
        Answer above = servers.resolved(zone, Type.DS, Nameservers.Way.UNCHECKED);
        if (above.isSilence()) {
            findings.add(DnsFinding.DNSSEC_UNANSWERED, Shown.name(zone));
            return;
        }
        List<DSRecord> links = above.of(DSRecord.class);
        Answer answer = within(zone, Type.DNSKEY);
        List<DNSKEYRecord> keys = answer.of(DNSKEYRecord.class);
        if (keys.isEmpty()) {
            boolean unknown = answer.isSilence() && !links.isEmpty();
            findings.add(
                    unknown
                            ? DnsFinding.DNSSEC_UNANSWERED
                            : links.isEmpty() ? DnsFinding.DNSSEC_ABSENT : DnsFinding.DNSSEC_DS_WRONG,
                    Shown.name(zone));
            return;
        }
        if (links.isEmpty()) {
            findings.add(DnsFinding.DNSSEC_ISLAND, Shown.name(zone));
            return;
        }
        List<DNSKEYRecord> linked = keys.stream()
                .filter(key -> links.stream().anyMatch(link -> fits(link, key)))
                .toList();
        if (linked.isEmpty()) {
            findings.add(DnsFinding.DNSSEC_DS_WRONG, Shown.name(zone));
            return;
        }
        chain(answer, linked, keys, domain);
    }

    private void chain(Answer keyAnswer, List<DNSKEYRecord> linked, List<DNSKEYRecord> keys, Name domain) {
        Optional<Instant> end = believed(keyAnswer, Type.DNSKEY, zone, linked);
        for (int type : new int[] {Type.SOA, Type.MX}) {
            Name name = type == Type.SOA ? zone : domain;
            Answer answer = within(name, type);
            if (end.isPresent()
                    && answer.records().stream()
                            .anyMatch(record ->
                                    record.getType() == type && record.getName().equals(name))) {
                Optional<Instant> own = believed(answer, type, name, keys);
                end = own.isEmpty() || own.get().isBefore(end.get()) ? own : end;
            }
        }
        if (end.isPresent()) {
            findings.add(DnsFinding.DNSSEC_OK, Shown.name(zone), end.get().toString());
        }
    }

    private Answer within(Name name, int type) {
        if (!servers.asked().fromOutside()) {
            for (InetSocketAddress server : servers.own()) {
                Answer answer =
                        servers.hear(server, name, type, Nameservers.Way.SIGNED).answer();
                if (!answer.isSilence()) {
                    return answer;
                }
            }
        }
        return servers.resolved(name, type, Nameservers.Way.UNCHECKED);
    }

    private static boolean fits(DSRecord link, DNSKEYRecord key) {
        try {
            return link.getFootprint() == key.getFootprint()
                    && new DSRecord(key.getName(), key.getDClass(), 0, link.getDigestID(), key).equals(link);
        } catch (IllegalArgumentException e) {
            return false; // A digest that is not known.
        }
    }

    /// Until when one of the keys vouches for the records of the type; says so where none does.
    private Optional<Instant> believed(Answer answer, int type, Name name, List<DNSKEYRecord> keys) {
        RRset records = new RRset();
        for (Record record : answer.records()) {
            if (record.getType() == type && record.getName().equals(name)) {
                records.addRR(record);
            }
        }
        String shown = Shown.name(name) + " " + Type.string(type);
        DnsFinding reason = DnsFinding.DNSSEC_UNSIGNED;
        String detail = "";
        for (RRSIGRecord signature : answer.of(RRSIGRecord.class)) {
            if (signature.getTypeCovered() != type || !signature.getName().equals(name)) {
                continue;
            }
            for (DNSKEYRecord key : keys) {
                if (key.getFootprint() != signature.getFootprint()) {
                    continue;
                }
                try {
                    DNSSEC.verify(records, signature, key, servers.limit().now());
                    return Optional.of(signature.getExpire());
                } catch (DNSSEC.SignatureExpiredException | DNSSEC.SignatureNotYetValidException e) {
                    reason = DnsFinding.DNSSEC_EXPIRED;
                    detail = signature.getTimeSigned() + " - " + signature.getExpire();
                } catch (DNSSEC.UnsupportedAlgorithmException e) {
                    reason = DnsFinding.DNSSEC_UNANSWERED;
                } catch (DNSSEC.DNSSECException e) {
                    reason = DnsFinding.DNSSEC_UNSIGNED;
                }
            }
        }
        findings.add(reason, shown, detail);
        return Optional.empty();
    }
}
