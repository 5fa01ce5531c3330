package epostadm.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.server.policy.MailPolicies.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailPoliciesTest {

    private static String told(Reading reading) {
        return switch (reading) {
            case Reading.Good _ -> "good";
            case Reading.Revoked _ -> "revoked";
            case Reading.Bad(String tag) -> "bad:" + tag;
        };
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "dmarc, v=DMARC1; p=none, good",
        "dmarc, 'v=DMARC1;p=reject; sp=quarantine; rua=mailto:a@x.example,mailto:b@x.example;', good",
        "dmarc, p=none; v=DMARC1, bad:v",
        "dmarc, v=dmarc1; p=none, bad:v",
        "dmarc, v=DMARC1, bad:p",
        "dmarc, v=DMARC1; p=block, bad:p",
        "dmarc, v=DMARC1; p=none; sp=block, bad:sp",
        "dmarc, v=DMARC1; p=none; p=reject, bad:",
        "dmarc, something else, bad:",
        "dkim, v=DKIM1; k=rsa; p=MIGf MA0=, good",
        "dkim, p=MIGfMA0=, good",
        "dkim, v=DKIM1; p=, revoked",
        "dkim, v=DKIM1; k=rsa, bad:p",
        "dkim, v=DKIM1; p=MI\"Gf, bad:p",
        "dkim, v=DKIM2; p=MIGf, bad:v",
        "sts, v=STSv1; id=20270401T090000;, good",
        "sts, v=STSv1; id=2027-04-01, bad:id",
        "sts, v=STSv1, bad:id",
        "tls, v=TLSRPTv1; rua=mailto:tls@kaisha.example.jp, good",
        "tls, v=TLSRPTv1; rua=tls@kaisha.example.jp, bad:rua",
        "tls, v=TLSRPTv2; rua=mailto:tls@kaisha.example.jp, bad:v"
    })
    void saysWhatIsWrong(String kind, String text, String expected) {
        Reading reading = switch (kind) {
            case "dmarc" -> MailPolicies.dmarc(text);
            case "dkim" -> MailPolicies.dkim(text);
            case "sts" -> MailPolicies.mtaSts(text);
            default -> MailPolicies.tlsReports(text);
        };
        assertThat(told(reading)).isEqualTo(expected);
    }
}
