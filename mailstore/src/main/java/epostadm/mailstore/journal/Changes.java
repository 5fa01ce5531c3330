package epostadm.mailstore.journal;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.Ownership;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes changes to a store, finishes those that a crash cut short, and takes them back.
///
/// The caller holds the store's lock. A change that fails on the way is taken back at once; where even that fails
/// it stays open, and every later change is refused until it is resumed or undone.
public final class Changes {

    private final StorePaths paths;
    private final ChangeLog log;
    private final InstantSource clock;
    private final Progress progress;
    private final Cancellation cancellation;

    public Changes(StorePaths paths, InstantSource clock, Progress progress, Cancellation cancellation) {
        this.paths = paths;
        this.log = new ChangeLog(paths);
        this.clock = clock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /// Makes the change and returns its id. When this returns, a power cut loses nothing of it.
    public String execute(ChangePlan plan) throws IOException {
        refuseIfInterrupted();
        ChangeDirectory change = log.begin(plan.kind(), clock.instant());
        Journal journal;
        try {
            journal = prepare(change, plan, Ownership.of(paths.inbox()));
        } catch (IOException | RuntimeException e) {
            discard(change, e);
            throw e;
        }
        StepRunner runner = new StepRunner(change);
        try {
            change.become(ChangeState.APPLYING);
            applyAll(change, journal, 0, runner, cancellation);
            change.become(ChangeState.DONE);
        } catch (IOException | RuntimeException e) {
            takeBack(change, journal, runner, e);
            throw e;
        }
        finish(change);
        return change.id();
    }

    /// Brings a change that was cut short to its end.
    ///
    /// @throws RefusedException where it is not open, or somebody else has been at what it concerns
    public void resume(String id) throws IOException {
        ChangeDirectory change = log.find(id);
        ChangeStatus status = change.status();
        if (status.state() != ChangeState.APPLYING) {
            throw new RefusedException(
                    new Refusal.ChangeNotOpen(id, status.state().word()));
        }
        Journal journal = read(change, status);
        StepRunner runner = new StepRunner(change);
        new Preconditions(change, journal.phases(), status, runner).requireResumable();
        applyAll(change, journal, status.phase(), runner, Cancellation.NONE);
        change.become(ChangeState.DONE);
        finish(change);
    }

    /// Takes a change back, be it done or cut short: every file lies again where and as it was. Refused, with
    /// nothing changed, where something that the change made has been altered since.
    public void undo(String id) throws IOException {
        ChangeDirectory change = log.find(id);
        ChangeStatus status = change.status();
        switch (status.state()) {
            case PREPARING -> {
                discard(change);
                return;
            }
            case UNDONE, PURGED ->
                throw new RefusedException(
                        new Refusal.ChangeNotOpen(id, status.state().word()));
            case DONE -> refuseIfInterrupted();
            case APPLYING, UNDOING -> {}
        }
        Journal journal = read(change, status);
        StepRunner runner = new StepRunner(change);
        new Preconditions(change, journal.phases(), status, runner).requireUndoable();
        log.mark(change);
        undoAll(change, journal, journal.steps().size(), runner);
    }

    /// Deletes for good what a finished change took away; after that it cannot be undone.
    public void purge(String id) throws IOException {
        ChangeDirectory change = log.find(id);
        ChangeState state = change.state();
        if (state.open()) {
            throw new RefusedException(new Refusal.ChangeInterrupted(id, state.word()));
        }
        if (state == ChangeState.DONE) {
            change.become(ChangeState.PURGED);
        }
        progress.start(Progress.Phase.DELETING, 0);
        FileTree.delete(change.quarantine(), () -> progress.step(1));
        FileTree.delete(change.stage(), () -> progress.step(1));
        progress.finish();
    }

    /// Refuses where a change was cut short after the store was touched; of one that was cut short before, the
    /// preparations go.
    public void refuseIfInterrupted() throws IOException {
        discardPreparations();
        refuseIfOpen();
    }

    private void refuseIfOpen() throws IOException {
        Optional<ChangeDirectory> open = log.openChange();
        if (open.isPresent()) {
            throw new RefusedException(new Refusal.ChangeInterrupted(
                    open.get().id(), open.get().state().word()));
        }
    }

    /// A change that was cut short before it touched the store left nothing but its own preparations: they go.
    private void discardPreparations() throws IOException {
        Optional<ChangeDirectory> open = log.openChange();
        if (open.isPresent() && open.get().state() == ChangeState.PREPARING) {
            discard(open.get());
        }
    }

    private Journal prepare(ChangeDirectory change, ChangePlan plan, Ownership ownership) throws IOException {
        Stage stage = new Stage(change, ownership);
        List<ChangeStep> steps = stage.prepare(plan.steps(), progress, cancellation);
        JournalHeader header =
                new JournalHeader(change.id(), plan.kind(), plan.subject(), clock.instant(), plan.proofs());
        Journal journal = new Journal(header, steps);
        progress.start(Progress.Phase.SYNCING, 0);
        for (Map.Entry<String, AtomicFile.Content> attachment :
                plan.attachments().entrySet()) {
            AtomicFile.write(change.directory().resolve(attachment.getKey()), attachment.getValue());
        }
        AtomicFile.write(change.journal(), out -> JournalWriter.write(journal, out));
        stage.force();
        progress.finish();
        return journal;
    }

    private static Journal read(ChangeDirectory change, ChangeStatus status) throws IOException {
        Journal journal = JournalReader.read(change.journal());
        int last = Math.max(0, journal.phases().size() - 1);
        if (status.phase() > last) {
            throw new RefusedException(
                    new Refusal.Unreadable(change.stateFile(), 1, status.line().strip(), "a phase from 0 to " + last));
        }
        return journal;
    }

    private void applyAll(ChangeDirectory change, Journal journal, int firstPhase, StepRunner runner, Cancellation stop)
            throws IOException {
        List<List<ChangeStep>> phases = journal.phases();
        progress.start(Progress.Phase.APPLYING, journal.steps().size());
        for (int phase = firstPhase; phase < phases.size(); phase++) {
            if (phase > firstPhase) {
                runner.force();
                change.become(new ChangeStatus(ChangeState.APPLYING, phase));
            }
            for (ChangeStep step : phases.get(phase)) {
                if (stop.requested()) {
                    throw new RefusedException(new Refusal.Cancelled());
                }
                runner.apply(step);
                progress.step(1);
            }
        }
        progress.finish();
        progress.start(Progress.Phase.SYNCING, 0);
        runner.force();
        progress.finish();
        verify(journal);
    }

    private void verify(Journal journal) throws IOException {
        progress.start(Progress.Phase.VERIFYING, 0);
        ExpectedNames expected = new ExpectedNames(paths);
        journal.steps().forEach(expected::add);
        for (String path : expected.deviations()) {
            throw new RefusedException(new Refusal.VerificationFailed(path, "-", "+"));
        }
        progress.finish();
        ProofReader proofs = new ProofReader(paths, progress);
        for (Proof proof : journal.header().proofs()) {
            proofs.verify(proof);
        }
    }

    /// Takes back what has been applied of the first `limit` steps, from the phase that the change's status names
    /// down to the first.
    private void undoAll(ChangeDirectory change, Journal journal, int limit, StepRunner runner) throws IOException {
        List<List<ChangeStep>> phases = journal.phases();
        ChangeStatus status = change.status();
        int lastPhase =
                status.state() == ChangeState.DONE ? phases.size() - 1 : Math.min(status.phase(), phases.size() - 1);
        progress.start(Progress.Phase.UNDOING, limit);
        int end = phases.subList(0, lastPhase + 1).stream().mapToInt(List::size).sum();
        for (int phase = lastPhase; phase >= 0; phase--) {
            runner.force();
            change.become(new ChangeStatus(ChangeState.UNDOING, phase));
            int begin = end - phases.get(phase).size();
            for (int i = Math.min(limit, end) - 1; i >= begin; i--) {
                runner.undo(journal.steps().get(i));
                progress.step(1);
            }
            end = begin;
        }
        runner.force();
        progress.finish();
        change.become(ChangeState.UNDONE);
        close(change);
    }

    /// After a failure on the way; what fails here as well is added to it, and the change stays open.
    private void takeBack(ChangeDirectory change, Journal journal, StepRunner runner, Exception failure) {
        try {
            undoAll(change, journal, runner.applied(), runner);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void discard(ChangeDirectory change, Exception failure) {
        try {
            discard(change);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void discard(ChangeDirectory change) throws IOException {
        if (Files.isDirectory(change.quarantine())
                && !FolderListing.names(change.quarantine()).isEmpty()) {
            // Preparations take nothing away: it went further, and its state is lost.
            throw new RefusedException(new Refusal.Unreadable(change.stateFile(), 1, "", ChangeState.DONE.word()));
        }
        FileTree.delete(change.directory(), () -> {});
        FileTree.deleteEmptyDirectories(change.quarantine());
        log.close(change);
    }

    /// The end of a change that is done: its stage is empty now and goes. After an undo it stays, with all that the
    /// change had brought, until the change is purged.
    private void finish(ChangeDirectory change) throws IOException {
        FileTree.deleteEmptyDirectories(change.stage());
        close(change);
    }

    private void close(ChangeDirectory change) throws IOException {
        Durability.of(change.directory()).forceDirectory(change.directory());
        log.close(change);
    }
}
