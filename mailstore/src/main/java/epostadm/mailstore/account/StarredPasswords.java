package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;
import java.io.IOException;

/// What the stars stand for that an export writes where it shows no password. docs/store-format.md, "Import/export
/// text".
@FunctionalInterface
public interface StarredPasswords {

    /// For nothing: nobody has asked that passwords be kept.
    StarredPasswords REFUSED = _ -> new Meaning.Unknown(Reason.STARRED_PASSWORD);

    Meaning of(AccountName name) throws IOException;

    /// For the passwords of the accounts that are there.
    static StarredPasswords kept(AccountIndex present) {
        return name -> present.find(name)
                .<Meaning>map(entry -> new Meaning.Known(entry.password()))
                .orElse(new Meaning.Unknown(Reason.STARRED_PASSWORD_WITHOUT_ACCOUNT));
    }

    sealed interface Meaning {

        /// The password as the store has it.
        record Known(Password password) implements Meaning {}

        /// What is wrong with the line.
        record Unknown(Reason reason) implements Meaning {}
    }
}
