package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A change before it is made: pure data, the same for a dry run and for the change itself.
///
/// @param kind a word for the change, such as `import`, in lower case with hyphens; part of its id
/// @param subject whom or what it concerns, for `changes list`; never a secret
/// @param steps in the order in which they are applied
/// @param proofs what must be true of the store afterwards
/// @param attachments files kept with the change, by name, such as a map of UIDs
public record ChangePlan(
        String kind,
        String subject,
        List<PlannedStep> steps,
        List<Proof> proofs,
        Map<String, AtomicFile.Content> attachments) {

    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");

    public ChangePlan {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("not the kind of a change: " + kind);
        }
        steps = List.copyOf(steps);
        proofs = List.copyOf(proofs);
        attachments = Map.copyOf(attachments);
    }

    public ChangePlan(String kind, String subject, List<PlannedStep> steps, List<Proof> proofs) {
        this(kind, subject, steps, proofs, Map.of());
    }

    /// Several plans as one change, in their order.
    public static ChangePlan joined(String kind, String subject, List<ChangePlan> plans) {
        List<PlannedStep> steps = new ArrayList<>();
        List<Proof> proofs = new ArrayList<>();
        Map<String, AtomicFile.Content> attachments = new HashMap<>();
        for (ChangePlan plan : plans) {
            steps.addAll(plan.steps());
            proofs.addAll(plan.proofs());
            attachments.putAll(plan.attachments());
        }
        return new ChangePlan(kind, subject, steps, proofs, attachments);
    }
}
