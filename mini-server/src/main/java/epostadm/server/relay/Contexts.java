package epostadm.server.relay;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// TLS towards other servers: with certificates that are trusted here, and with any. The latter keeps out those who
/// only read along (RFC 7435), and is never taken for more.
record Contexts(SSLContext trusting, SSLContext verifying) {

    private static final X509TrustManager ANYONE = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    static Contexts standard() {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, new TrustManager[] {ANYONE}, null);
            return new Contexts(trusting, SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    SSLContext of(TlsPolicy policy) {
        return policy == TlsPolicy.VERIFIED ? verifying : trusting;
    }
}
