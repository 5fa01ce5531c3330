package epostadm.mailstore.repair;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.ModifiedUtf7;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Plans that folders whose directories bear plain names get names in modified UTF-7, with all folders below.
/// docs/store-format.md, "Folder names".
///
/// A name with `&` may be a damaged encoded one, and is left.
final class FolderNaming {

    private static final char NOT_DECODED = '\uFFFD';

    private final StorePaths paths;
    private final Edition edition;
    private final Treatment treatment;

    FolderNaming(StorePaths paths, Edition edition, Treatment treatment) {
        this.paths = paths;
        this.edition = edition;
        this.treatment = treatment;
    }

    /// @param directoryNames lead from the mailbox root to the folder
    void encode(Path directory, List<String> directoryNames) throws IOException {
        encode(directory, directoryNames.subList(0, directoryNames.size() - 1), directoryNames.getLast());
    }

    private void encode(Path directory, List<String> above, String name) throws IOException {
        Optional<String> encoded = encoded(above, name);
        if (encoded.isEmpty()) {
            treatment.leave(Cure.Why.NOT_CERTAIN);
            return;
        }
        if (!encoded.get().equals(name) && twin(directory, encoded.get())) {
            treatment.leave(Cure.Why.NAME_TAKEN);
            return;
        }
        List<String> names = new ArrayList<>(above);
        names.add(encoded.get());
        for (String below : FolderListing.names(directory).stream().sorted().toList()) {
            Path child = directory.resolve(below);
            if (!below.startsWith("~") && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                encode(child, names, below);
            }
        }
        if (!encoded.get().equals(name)) {
            treatment.steps.add(new PlannedStep.Move(
                    paths.relative(directory), paths.relative(directory.resolveSibling(encoded.get()))));
        }
    }

    /// The name as it should be: as it is where it can be decoded.
    private Optional<String> encoded(List<String> above, String name) {
        List<String> names = new ArrayList<>(above);
        names.add(name);
        if (FolderName.ofDirectory(names).isPresent()) {
            return Optional.of(name);
        }
        if (name.indexOf('&') >= 0 || name.indexOf(NOT_DECODED) >= 0 || !ModifiedUtf7.wellFormed(name)) {
            return Optional.empty();
        }
        String encoded = ModifiedUtf7.encode(name);
        names.set(names.size() - 1, encoded);
        return FolderName.ofDirectory(names)
                .filter(folder -> folder.flaw(edition).isEmpty())
                .map(_ -> encoded);
    }

    /// Whether a folder beside it has that name already, or one that differs only in case.
    private static boolean twin(Path directory, String encoded) throws IOException {
        for (String other : FolderListing.names(directory.getParent())) {
            if (!directory.equals(directory.resolveSibling(other)) && key(other).equals(key(encoded))) {
                return true;
            }
        }
        return false;
    }

    private static String key(String directory) {
        return ModifiedUtf7.decode(directory).orElse(directory).toLowerCase(Locale.ROOT);
    }
}
