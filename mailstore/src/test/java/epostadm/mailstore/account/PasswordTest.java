package epostadm.mailstore.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @EnumSource(PasswordScheme.class)
    void matchesWhatItWasMadeOf(PasswordScheme scheme) {
        for (String clear : new String[] {"pencil", " a b ", "{PLAIN}x", "p\"w\\#*", "パスワード"}) {
            Password password = scheme.hash(clear, RANDOM);
            assertThat(password.matches(clear)).as("%s %s", scheme, clear).isTrue();
            assertThat(password.matches(clear + "x")).isFalse();
            assertThat(password.matches("")).isFalse();
            assertThat(scheme.wellFormed(password.value())).isTrue();
            assertThat(Password.parse(password.stored())).contains(password);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PasswordScheme.class,
            names = {"SCRAM_SHA_256", "SHA512_CRYPT"})
    void saltsEachHashAnew(PasswordScheme scheme) {
        assertThat(scheme.hash("pencil", RANDOM)).isNotEqualTo(scheme.hash("pencil", RANDOM));
        assertThat(scheme.hash("pencil", RANDOM).clear()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PasswordScheme.class)
    void neverShowsItsSecret(PasswordScheme scheme) {
        Password password = scheme.hash("pencil", RANDOM);
        assertThat(password.toString()).doesNotContain("pencil").doesNotContain(password.value());
    }

    /// RFC 7677 section 3: the client's proof and the server's signature follow from our keys.
    @Test
    void derivesTheKeysOfTheExampleInRfc7677() throws Exception {
        ScramVerifier verifier =
                ScramVerifier.derive("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        String authMessage = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        byte[] clientKey = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        byte[] clientSignature = hmac(verifier.storedKey(), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= clientSignature[i];
        }
        assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey)).isEqualTo(verifier.storedKey());
        assertThat(Base64.getEncoder().encodeToString(hmac(verifier.serverKey(), authMessage)))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    /// The first vector of the specification of SHA-crypt.
    @Test
    void matchesTheVectorOfShaCrypt() {
        String value = "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/"
                + "O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1";
        assertThat(new Password("SHA512-CRYPT", value).matches("Hello world!")).isTrue();
        assertThat(new Password("SHA512-CRYPT", value.substring(0, 99)).matches("Hello world!"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{SHA512-CRYPT}$6$rounds=999999999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
                "{SHA512-CRYPT}$5$saltstring$xxxx",
                "{SCRAM-SHA-256}9999999,W22ZaJ0SNY7soEsUEjb6gQ==,W22ZaJ0SNY7soEsUEjb6gQ==,W22ZaJ0SNY7soEsUEjb6gQ==",
                "{SCRAM-SHA-256}4096,,,",
                "{SCRAM-SHA-256}4096,!,!,!",
                "{SCRAM-SHA-256}pencil",
                "{PLAIN-MD5}1a2b3c4d",
                "{PLAIN-MD5}pencil"
            })
    void keepsButNeverMatchesWhatItCannotRead(String stored) {
        Password password = Password.parse(stored).orElseThrow();
        assertThat(password.stored()).isEqualTo(stored);
        assertThat(password.matches("pencil")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pencil", "{}x", "{PLAIN", "{PLAIN}", "{PL AIN}x", "{PLAIN}a\tb", "{PLAIN}a\0", "x{PLAIN}y"})
    void refusesTextsThatAreNoStoredPassword(String text) {
        assertThat(Password.parse(text)).isEmpty();
    }

    @Test
    void readsTheSchemeInAnyCase() {
        Password password = Password.parse("{plain}pencil").orElseThrow();
        assertThat(password.matches("pencil")).isTrue();
        assertThat(password.clear()).contains("pencil");
        assertThat(password.stored()).isEqualTo("{plain}pencil");
    }

    /// RFC 4013 section 3.
    @Test
    void preparesTheExamplesOfSaslprep() {
        assertThat(SaslPrep.prepare("I\u00adX")).contains("IX");
        assertThat(SaslPrep.prepare("user")).contains("user");
        assertThat(SaslPrep.prepare("USER")).contains("USER");
        assertThat(SaslPrep.prepare("\u00aa")).contains("a");
        assertThat(SaslPrep.prepare("\u2168")).contains("IX");
        assertThat(SaslPrep.prepare("\u0007")).isEmpty();
        assertThat(SaslPrep.prepare("a\u3000b")).contains("a b");
        assertThat(SaslPrep.prepare("\ue000")).isEmpty();
        assertThat(SaslPrep.prepare("\ufffe")).isEmpty();
    }

    @Test
    void comparesInPreparedForm() {
        assertThat(PasswordScheme.SCRAM_SHA_256.hash("ﾊﾟｽ\u3000x", RANDOM).matches("パス x"))
                .isTrue();
        assertThat(PasswordScheme.PLAIN.hash("Ａ", RANDOM).matches("A")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "\u0000", "\ue000", "\u00ad"})
    void refusesToHashWhatNobodyCouldType(String clear) {
        assertThat(Password.flaw(clear)).isPresent();
        for (PasswordScheme scheme : PasswordScheme.values()) {
            assertThatIllegalArgumentException().isThrownBy(() -> scheme.hash(clear, RANDOM));
        }
    }
}
