package epostadm.server.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.fixtures.ZoneServer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// A zone signed by one key, and each link of its chain broken.
class DnssecCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final Name ZONE = Name.fromConstantString("kaisha.example.jp.");

    private final List<Record> records = ZoneServer.records(".", ZoneServer.text("sound"));
    private final KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    private final DNSKEYRecord key = key(pair);

    DnssecCheckTest() throws IOException, GeneralSecurityException, DNSSEC.DNSSECException {
        records.add(key);
        records.add(new DSRecord(ZONE, DClass.IN, 3600, DNSSEC.Digest.SHA256, key));
        sign(NOW.plus(Duration.ofDays(14)));
    }

    private static DNSKEYRecord key(KeyPair pair) throws DNSSEC.DNSSECException {
        return new DNSKEYRecord(
                ZONE, DClass.IN, 3600, 257, DNSKEYRecord.Protocol.DNSSEC, DNSSEC.Algorithm.ED25519, pair.getPublic());
    }

    private void sign(Instant end) throws DNSSEC.DNSSECException {
        records.removeIf(RRSIGRecord.class::isInstance);
        for (int type : new int[] {Type.DNSKEY, Type.SOA, Type.MX}) {
            RRset set = new RRset();
            records.stream()
                    .filter(one -> one.getType() == type && one.getName().equals(ZONE))
                    .forEach(set::addRR);
            records.add(DNSSEC.sign(set, key, pair.getPrivate(), NOW.minus(Duration.ofDays(1)), end));
        }
    }

    private void forget(int type) {
        records.removeIf(
                one -> one.getType() == type || one instanceof RRSIGRecord sig && sig.getTypeCovered() == type);
    }

    private List<CheckResult> state() throws IOException {
        try (ZoneServer server = new ZoneServer(records)) {
            AskedServers asked =
                    new AskedServers(List.of(server.address()), List.of(), List.of(server.address()), false);
            return new DnsCheck(asked)
                            .of(
                                    new Subject(ZONE.toString(true), List.of(), List.of(), List.of(), List.of()),
                                    TimeLimit.of(InstantSource.fixed(NOW), Duration.ofMinutes(1)))
                            .results()
                            .stream()
                            .filter(result -> result.finding().name().startsWith("DNSSEC"))
                            .toList();
        }
    }

    @Test
    void believesAChainThatHolds() throws IOException {
        assertThat(state())
                .containsExactly(CheckResult.of(DnsFinding.DNSSEC_OK, "kaisha.example.jp", "2026-12-09T00:00:00Z"));
    }

    @Test
    void tellsThatNothingIsSigned() throws IOException {
        forget(Type.DNSKEY);
        forget(Type.DS);
        assertThat(state()).containsExactly(CheckResult.of(DnsFinding.DNSSEC_ABSENT, "kaisha.example.jp"));
    }

    @Test
    void tellsThatNobodyVouchesForTheKeys() throws IOException {
        forget(Type.DS);
        assertThat(state()).containsExactly(CheckResult.of(DnsFinding.DNSSEC_ISLAND, "kaisha.example.jp"));
    }

    @Test
    void tellsThatTheZoneAboveVouchesForOtherKeys()
            throws IOException, GeneralSecurityException, DNSSEC.DNSSECException {
        forget(Type.DS);
        DNSKEYRecord other = key(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        records.add(new DSRecord(ZONE, DClass.IN, 3600, DNSSEC.Digest.SHA256, other));
        assertThat(state()).containsExactly(CheckResult.of(DnsFinding.DNSSEC_DS_WRONG, "kaisha.example.jp"));
    }

    @Test
    void tellsThatTheZoneHasNoKeysAtAll() throws IOException {
        forget(Type.DNSKEY);
        assertThat(state()).containsExactly(CheckResult.of(DnsFinding.DNSSEC_DS_WRONG, "kaisha.example.jp"));
    }

    @Test
    void tellsThatSignaturesAreTooOld() throws IOException, DNSSEC.DNSSECException {
        sign(NOW.minus(Duration.ofHours(1)));
        assertThat(state())
                .containsExactly(CheckResult.of(
                        DnsFinding.DNSSEC_EXPIRED,
                        "kaisha.example.jp DNSKEY",
                        "2026-11-24T00:00:00Z - 2026-11-24T23:00:00Z"));
    }

    @Test
    void tellsThatRecordsWereChangedBehindTheSignature() throws IOException {
        List<Record> mx = ZoneServer.records("kaisha.example.jp.", "@ IN MX 10 mx1.tanin.example.\n");
        records.removeIf(one -> one.getType() == Type.MX);
        records.addAll(new ArrayList<>(mx));
        assertThat(state()).containsExactly(CheckResult.of(DnsFinding.DNSSEC_UNSIGNED, "kaisha.example.jp MX", ""));
    }
}
