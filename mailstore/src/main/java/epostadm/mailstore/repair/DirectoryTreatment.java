package epostadm.mailstore.repair;

import epostadm.mailstore.check.TemporaryNames;
import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Plans the cures of one directory of messages, be it a mailbox root or an IMAP folder.
final class DirectoryTreatment {

    private final MeasuredFolder directory;
    private final MessageNames names;
    private final Optional<FolderTreatment> folder;
    private final Optional<RootTreatment> root;

    private DirectoryTreatment(
            MeasuredFolder directory,
            MessageNames names,
            Optional<FolderTreatment> folder,
            Optional<RootTreatment> root) {
        this.directory = directory;
        this.names = names;
        this.folder = folder;
        this.root = root;
    }

    static DirectoryTreatment ofFolder(MeasuredFolder directory, StorePaths paths) throws IOException {
        FolderTreatment folder = FolderTreatment.of(directory, paths);
        return new DirectoryTreatment(directory, folder.names(), Optional.of(folder), Optional.empty());
    }

    static DirectoryTreatment ofRoot(MeasuredFolder directory, StorePaths paths) {
        RootTreatment root = new RootTreatment(directory, paths);
        return new DirectoryTreatment(directory, root.names(), Optional.empty(), Optional.of(root));
    }

    Path place() {
        return directory.listing().directory();
    }

    void treat(Cure.RepairStep step, Treatment treatment) throws IOException {
        switch (step) {
            case Cure.SettleLeftOvers _ -> {
                if (folder.isPresent()) {
                    folder.get().settleLeftOvers(treatment);
                } else {
                    root.orElseThrow().settleLeftOvers(treatment);
                }
            }
            case Cure.NameMessages _ -> folder.orElseThrow().nameMessages(treatment);
            case Cure.SeparateUids _ -> folder.orElseThrow().separateUids(treatment);
            case Cure.WriteUidFile _ -> folder.orElseThrow().writeUid(treatment);
            case Cure.TakeAwayEmpty _ -> names.removeEmpty(treatment);
            case Cure.RewriteMessages(Cure.Fault fault) -> names.rewrite(fault, treatment);
            case Cure.TakeAwayTemporary _ ->
                directory.listing().others().stream()
                        .filter(TemporaryNames::ours)
                        .sorted()
                        .forEach(name -> names.remove(name, treatment));
            case Cure.TakeAwayLock _, Cure.FolderStep _, Cure.FileStep _ ->
                throw new IllegalArgumentException("not of a directory's messages: " + step);
        }
    }

    /// @param faults what is put right in messages that a cure brought
    void finish(Treatment treatment, Set<Cure.Fault> faults) throws IOException {
        if (!faults.isEmpty()) {
            names.rewriteBrought(faults, treatment);
        }
        folder.ifPresent(it -> it.finish(treatment));
    }
}
