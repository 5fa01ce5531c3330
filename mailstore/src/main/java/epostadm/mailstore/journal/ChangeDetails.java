package epostadm.mailstore.journal;

import java.nio.file.Path;
import java.util.List;

/// One change with its steps, in words of the file system, and where what it took away lies.
public record ChangeDetails(ChangeSummary summary, List<Step> steps, Path quarantine, List<Path> attachments) {

    public ChangeDetails {
        steps = List.copyOf(steps);
        attachments = List.copyOf(attachments);
    }

    /// @param action `make-directory`, `write`, `remove` or `move`; of a change made also `install` and `replace`
    /// @param path relative to the work folder
    /// @param from where a moved thing was, else the empty text
    public record Step(String action, String path, String from) {}

    static Step describe(ChangeStep step) {
        return switch (step) {
            case ChangeStep.MakeDirectory(String _, String path) -> new Step("make-directory", path, "");
            case ChangeStep.Install install -> new Step("install", install.path(), "");
            case ChangeStep.Replace replace -> new Step("replace", replace.path(), "");
            case ChangeStep.Remove(String path) -> new Step("remove", path, "");
            case ChangeStep.Move(String from, String path) -> new Step("move", path, from);
        };
    }

    /// What a plan does, in the same words.
    public static List<Step> describe(ChangePlan plan) {
        return plan.steps().stream().map(ChangeDetails::describe).toList();
    }

    /// What one step of a plan does, in the same words.
    public static Step describeStep(PlannedStep step) {
        return describe(step);
    }

    private static Step describe(PlannedStep step) {
        return switch (step) {
            case PlannedStep.MakeDirectory(String path) -> new Step("make-directory", path, "");
            case PlannedStep.PutFile file -> new Step("write", file.path(), "");
            case PlannedStep.PutInstead file -> new Step("write", file.path(), "");
            case PlannedStep.PutDirectory directory -> new Step("make-directory", directory.path(), "");
            case PlannedStep.PutLinks links -> new Step("make-directory", links.path(), "");
            case PlannedStep.PutCopy copy -> new Step("write", copy.path(), "");
            case PlannedStep.Remove(String path) -> new Step("remove", path, "");
            case PlannedStep.Move(String from, String path) -> new Step("move", path, from);
        };
    }
}
