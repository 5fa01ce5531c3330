package epostadm.mailstore.yearend;

import epostadm.mailstore.mail.AccountName;
import java.util.List;

/// What the change-over does to one account.
public sealed interface Fate {

    AccountName name();

    /// A newcomer. `putAside` is the new name of a mailbox that nobody owned and that bore the newcomer's name, or
    /// empty.
    record Joins(AccountName name, String putAside) implements Fate {}

    /// A newcomer who takes over a mailbox that nobody owned, with all that is in it.
    record Inherits(AccountName name, String directory) implements Fate {}

    /// In the file as in the store.
    record Stays(AccountName name) implements Fate {}

    record Changes(AccountName name, List<ColumnChange> columns) implements Fate {
        public Changes {
            columns = List.copyOf(columns);
        }
    }

    /// In the file and in the store, and not looked at any further, since changes are not to be applied.
    record LeftAsIs(AccountName name) implements Fate {}

    /// Not in the file: retired. `putAside` is the new name of the mailbox, or empty where there is none, or where
    /// an account of another domain shares it.
    record Leaves(AccountName name, String putAside) implements Fate {}

    /// Not in the file: taken away. `directory` is the mailbox that goes into quarantine, or empty.
    record IsRemoved(AccountName name, String directory) implements Fate {}

    /// Not in the file, and an account all the same.
    record Remains(AccountName name) implements Fate {}
}
