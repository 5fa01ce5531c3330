package epostadm.mailstore.check;

import java.util.ArrayList;
import java.util.List;

/// Which findings are wanted: those whose ids or families are named, or all where none is; not those that are to be
/// skipped; and none that matters less.
public record FindingFilter(List<String> only, List<String> skip, Severity least) {

    public static final FindingFilter ALL = new FindingFilter(List.of(), List.of(), Severity.NOTE);

    public FindingFilter {
        only = List.copyOf(only);
        skip = List.copyOf(skip);
    }

    public boolean wants(FindingKind kind) {
        return kind.severity().compareTo(least) >= 0
                && (only.isEmpty() || only.stream().anyMatch(kind::isMeantBy))
                && skip.stream().noneMatch(kind::isMeantBy);
    }

    List<Finding> of(List<Finding> findings) {
        List<Finding> wanted = new ArrayList<>(findings);
        wanted.removeIf(finding -> !wants(finding.kind()));
        return wanted;
    }

    MailboxReport of(MailboxReport mailbox) {
        return new MailboxReport(
                mailbox.place(),
                mailbox.arrivals(),
                mailbox.use(),
                mailbox.sizeLimit(),
                mailbox.folders().stream()
                        .map(folder -> folder.with(of(folder.findings())))
                        .toList(),
                of(mailbox.findings()));
    }
}
