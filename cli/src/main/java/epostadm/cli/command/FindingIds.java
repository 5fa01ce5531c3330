package epostadm.cli.command;

import epostadm.cli.console.ExitCode;
import epostadm.cli.console.Refusal;
import epostadm.mailstore.check.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Ids of findings as people type them: `EP-UID-003`, `uid-003`, or a family's `EP-UID`.
final class FindingIds {

    private FindingIds() {}

    /// The kinds that are meant.
    static List<FindingKind> named(String typed, Invocation invocation) throws Refusal {
        List<FindingKind> kinds = Stream.of(FindingKind.values())
                .filter(kind -> kind.isMeantBy(typed))
                .toList();
        if (kinds.isEmpty()) {
            List<String> known = Stream.of(FindingKind.values())
                    .flatMap(kind -> Stream.of(kind.id(), kind.family()))
                    .distinct()
                    .toList();
            List<String> near = NearWords.of(typed.toUpperCase(Locale.ROOT), known);
            throw new Refusal(
                    ExitCode.USAGE,
                    near.isEmpty()
                            ? invocation.text("finding-id.unknown", typed)
                            : invocation.text("finding-id.unknown-near", typed, String.join(", ", near)));
        }
        return kinds;
    }

    /// Lists with commas, each of whose ids names something.
    static List<String> all(List<String> typed, Invocation invocation) throws Refusal {
        List<String> ids = new ArrayList<>();
        for (String list : typed) {
            for (String id : list.split(",")) {
                if (!id.isBlank()) {
                    named(id.strip(), invocation);
                    ids.add(id.strip());
                }
            }
        }
        return ids;
    }
}
