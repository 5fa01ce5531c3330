package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.RetiredAccounts;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.journal.Proof;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gathers the steps of a plan in the order in which they are to be applied. Public for plans that are put together
/// from those of this package, and write the index once.
public final class PlanBuilder {

    private final StorePaths paths;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private final Map<String, AtomicFile.Content> attachments = new HashMap<>();
    /// Those that are there, or that an earlier step makes.
    private final Set<Path> directories = new HashSet<>();

    public PlanBuilder(StorePaths paths) {
        this.paths = paths;
    }

    /// A directory and those above it, as far as they are missing.
    void makeDirectories(Path directory) {
        if (!directory.equals(paths.work()) && directories.add(directory) && !Files.isDirectory(directory)) {
            makeDirectories(directory.getParent());
            steps.add(new PlannedStep.MakeDirectory(paths.relative(directory)));
        }
    }

    public void putDirectory(Path directory, List<PlannedStep.NamedContent> files) {
        makeDirectories(directory.getParent());
        steps.add(new PlannedStep.PutDirectory(paths.relative(directory), files));
    }

    void putLinks(Path directory, List<PlannedStep.Link> links, List<PlannedStep.NamedContent> files) {
        steps.add(new PlannedStep.PutLinks(paths.relative(directory), links, files));
    }

    /// @throws RefusedException where a symbolic link bears the name: what it leads to is not ours to replace
    public void putFile(Path file, AtomicFile.Content content) throws IOException {
        refuseLink(file);
        makeDirectories(file.getParent());
        steps.add(new PlannedStep.PutFile(paths.relative(file), content));
    }

    /// A file in a directory that an earlier step brings.
    void putFileInto(Path directory, PlannedStep.NamedContent file) {
        steps.add(new PlannedStep.PutFile(paths.relative(directory.resolve(file.name())), file.content()));
    }

    void putCopy(Path file, Path source) throws IOException {
        refuseLink(source);
        steps.add(new PlannedStep.PutCopy(paths.relative(file), source));
    }

    public void remove(Path path) {
        steps.add(new PlannedStep.Remove(paths.relative(path)));
    }

    public void move(Path from, Path to) {
        steps.add(new PlannedStep.Move(paths.relative(from), paths.relative(to)));
    }

    /// The index, and that it holds as many accounts afterwards.
    public void putIndex(AccountIndex index) throws IOException {
        Path file = paths.accountIndex(index.domain());
        putFile(file, index::writeTo);
        proofs.add(new Proof.Lines(paths.relative(file), index.size() + 1L));
    }

    /// The list of retired accounts; none at all where it has become empty.
    public void putRetired(RetiredAccounts retired) throws IOException {
        Path file = paths.retired(retired.domain());
        if (!retired.entries().isEmpty()) {
            putFile(file, retired::writeTo);
        } else if (Files.exists(file)) {
            remove(file);
        }
    }

    public void prove(Proof proof) {
        proofs.add(proof);
    }

    public void attach(String name, AtomicFile.Content content) {
        attachments.put(name, content);
    }

    public ChangePlan plan(String kind, String subject) {
        return new ChangePlan(kind, subject, steps, proofs, attachments);
    }

    StorePaths paths() {
        return paths;
    }

    private static void refuseLink(Path file) throws RefusedException {
        if (Files.isSymbolicLink(file)) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(file));
        }
    }

    static PlannedStep.NamedContent text(String name, String text) {
        return new PlannedStep.NamedContent(name, bytes(text));
    }

    public static AtomicFile.Content bytes(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A name beside `wanted` that nothing bears: itself, or with `+date`, or with a number behind that.
    public static Path freeName(Path wanted, String date) throws IOException {
        Path candidate = wanted;
        for (int i = 1; StorePaths.taken(candidate); i++) {
            candidate = wanted.resolveSibling(wanted.getFileName() + "+" + date + (i == 1 ? "" : "-" + i));
        }
        return candidate;
    }
}
