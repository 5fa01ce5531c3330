package epostadm.mailstore.hierarchy;

import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a folder that is not there yet will lie.
///
/// @param parent the lowest directory on the way that is there
/// @param missing the names to be made in it, from the top down, the folder's own at the end
/// @param names what the folders of those directories are called
record Site(Path parent, List<String> missing, List<FolderName> names) {

    /// What Windows' programs take as a path, less a message's name.
    private static final int LONGEST_ON_WINDOWS = 259 - 22;

    private static final int LONGEST = 4_000;

    /// How deep folders may lie: work on a tree grows faster than its depth.
    private static final int DEEPEST = 60;

    /// Looks whether a folder of that name can be made.
    ///
    /// @param leaving the folder that will not be there any more when this one is, if there is one
    static Site of(FolderName name, FolderTree tree, Home home, Optional<FolderName> leaving)
            throws FolderRefusedException {
        spelling(name, home);
        List<String> directories = home.directoryNames(name);
        Path parent = home.root();
        List<String> missing = new ArrayList<>();
        List<FolderName> names = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            FolderName level = new FolderName(name.components().subList(0, i + 1));
            Optional<Path> there = missing.isEmpty() ? tree.directory(level) : Optional.empty();
            if (there.isPresent()) {
                parent = there.get();
            } else {
                missing.add(directories.get(i));
                names.add(level);
            }
        }
        Site site = new Site(parent, missing, names);
        site.requireFree(tree, home, leaving);
        return site;
    }

    private static void spelling(FolderName name, Home home) throws FolderRefusedException {
        Optional<FolderName.Flaw> flaw = name.flaw(home.edition());
        if (flaw.isPresent()) {
            throw refused(sentence(flaw.get()));
        }
        String text = name.toString();
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw refused("The name is not in Unicode's composed form (NFC).");
        }
        fits(name, home);
    }

    /// Refuses a name whose path is longer or deeper than directories can be made and found.
    static void fits(FolderName name, Home home) throws FolderRefusedException {
        int length = home.root().toString().length()
                + home.directoryNames(name).stream()
                        .mapToInt(one -> one.length() + 1)
                        .sum();
        if (length > (home.edition() == Edition.WINDOWS ? LONGEST_ON_WINDOWS : LONGEST)) {
            throw refused("The name, with those above it, is too long.");
        }
        if (name.components().size() > DEEPEST) {
            throw refused("The name has too many levels.");
        }
    }

    private static String sentence(FolderName.Flaw flaw) {
        return switch (flaw) {
            case RESERVED_BY_WINDOWS -> "Windows reserves this name for a device.";
            case DOT_OR_SPACE_AT_END -> "A name cannot end with a dot or a space.";
            case FORBIDDEN_ON_WINDOWS -> "A name cannot have one of < > : \" | ? * in it.";
            case NAME_OF_A_STORE_FILE -> "The mail server uses this name for itself.";
            case TOO_LONG -> "The name is too long.";
        };
    }

    private void requireFree(FolderTree tree, Home home, Optional<FolderName> leaving) throws FolderRefusedException {
        String name = missing.getFirst();
        Path path = parent.resolve(name);
        for (FolderName other : tree.names()) {
            Path there = tree.directories().get(other);
            if (parent.equals(there.getParent())
                    && home.twins(there.getFileName().toString(), name)
                    && !leaving.equals(Optional.of(other))) {
                throw new FolderRefusedException(
                        FolderRefusal.ALREADY_EXISTS,
                        "There is a folder whose name differs only in small and capital letters.");
            }
        }
        boolean own = leaving.flatMap(tree::directory)
                .filter(there -> parent.equals(there.getParent())
                        && home.twins(there.getFileName().toString(), name))
                .isPresent();
        if (Files.isSymbolicLink(path)) {
            throw new FolderRefusedException(
                    FolderRefusal.NO_PERMISSION, "A symbolic link stands there, which is not followed.");
        }
        if (!own && StorePaths.taken(path)) {
            throw refused("Something that is no folder has this name.");
        }
    }

    private static FolderRefusedException refused(String sentence) {
        return new FolderRefusedException(FolderRefusal.BAD_NAME, sentence);
    }

    /// The directory of the folder, once made.
    Path directory() {
        Path directory = parent;
        for (String name : missing) {
            directory = directory.resolve(name);
        }
        return directory;
    }

    /// The same without the folder itself: those above it that have to be made.
    Site above() {
        int last = missing.size() - 1;
        return new Site(parent, missing.subList(0, last), names.subList(0, last));
    }
}
