package epostadm.mailstore.check;

/// The sums over many mailboxes: `messages` in IMAP folders, `arrivals` in the roots, findings by severity.
public record Totals(
        long mailboxes, long folders, Amount messages, Amount arrivals, long notes, long warnings, long errors) {

    static final Totals NONE = new Totals(0, 0, Amount.NONE, Amount.NONE, 0, 0, 0);

    /// Whether there are findings that are more than notes.
    public boolean troubled() {
        return warnings > 0 || errors > 0;
    }

    public long bytes() {
        return messages.bytes() + arrivals.bytes();
    }

    Totals plus(MailboxReport mailbox) {
        Amount more = messages;
        for (FolderReport folder : mailbox.folders()) {
            more = more.plus(folder.messages());
        }
        int there = mailbox.place().standing() == MailboxPlace.Standing.ACCOUNT_WITHOUT_FOLDER ? 0 : 1;
        return new Totals(
                        mailboxes + there,
                        folders + mailbox.folders().size(),
                        more,
                        arrivals.plus(mailbox.arrivals()),
                        notes,
                        warnings,
                        errors)
                .plus(mailbox.allFindings());
    }

    Totals plus(Iterable<Finding> findings) {
        long[] counts = {notes, warnings, errors};
        for (Finding finding : findings) {
            counts[finding.severity().ordinal()]++;
        }
        return new Totals(mailboxes, folders, messages, arrivals, counts[0], counts[1], counts[2]);
    }
}
