package epostadm.mailstore.account;

import epostadm.mailstore.mail.AccountName;

/// One line of the import text: an account, or what is wrong with it.
public sealed interface AccountLine {

    /// The line's number in the file, from 1.
    int line();

    record Valid(int line, ImportedAccount account) implements AccountLine {}

    /// A line that gives no account.
    ///
    /// [#found()] is at most 40 printable characters of what stands there; of a password nothing, and of stars
    /// whose they are.
    sealed interface Invalid extends AccountLine {

        Column column();

        Reason reason();

        String found();
    }

    record Flawed(int line, Column column, Reason reason, String found) implements Invalid {}

    /// The account stands in an earlier valid line already; the vendor takes the first.
    record Duplicate(int line, AccountName name, int firstLine, AccountName firstName) implements Invalid {

        @Override
        public Column column() {
            return Column.ACCOUNT;
        }

        @Override
        public Reason reason() {
            return Reason.DUPLICATE;
        }

        @Override
        public String found() {
            return CellText.excerpt(name.text());
        }
    }
}
