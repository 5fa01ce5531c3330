package epostadm.server.login;

import epostadm.mailstore.account.Password;
import epostadm.mailstore.account.PasswordScheme;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers which passwords were right, so that a mail program that logs in every minute costs no new hash.
///
/// A pair of stored and typed password is remembered as a fingerprint: when the stored one changes, the pair is
/// another. docs/adr/0008-right-passwords-are-remembered.md.
final class VerifiedPasswords {

    private static final int MOST = 20_000;

    private final Fingerprints fingerprints;

    private final Map<String, Boolean> right = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswords(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    boolean matches(Password stored, String clear) {
        if (stored.knownScheme().equals(Optional.of(PasswordScheme.PLAIN))) {
            return stored.matches(clear);
        }
        String pair = fingerprints.of(stored.stored(), clear);
        synchronized (right) {
            if (right.get(pair) != null) {
                return true;
            }
        }
        boolean matches = stored.matches(clear);
        if (matches) {
            synchronized (right) {
                right.put(pair, true);
            }
        }
        return matches;
    }
}
