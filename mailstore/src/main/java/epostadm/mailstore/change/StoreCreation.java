package epostadm.mailstore.change;

import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.Durability;
import epostadm.mailstore.disk.FileTree;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoreSettings;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a new, empty store of one domain. docs/store-format.md, "Editions".
///
/// @param directory does not exist yet, or is empty
public record StoreCreation(Path directory, DomainName domain, Edition edition, Layout layout) {

    /// @throws RefusedException where something lies in the directory already
    public void requireRoom() throws IOException {
        boolean empty =
                Files.isDirectory(directory) ? FolderListing.names(directory).isEmpty() : !StorePaths.taken(directory);
        if (!empty) {
            throw new RefusedException(new Refusal.DirectoryNotEmpty(directory));
        }
    }

    /// Makes the store, whole or not at all.
    public void create() throws IOException {
        requireRoom();
        Files.createDirectories(directory);
        StorePaths paths = new StorePaths(directory.toRealPath());
        try {
            fill(paths);
        } catch (IOException e) {
            for (Path made : List.of(paths.inbox(), paths.accountData(), paths.ours())) {
                FileTree.delete(made, () -> {});
            }
            throw e;
        }
    }

    private void fill(StorePaths paths) throws IOException {
        for (Path made : List.of(paths.inbox(), paths.accountData())) {
            Files.createDirectory(made);
        }
        if (layout == Layout.PER_DOMAIN) {
            Files.createDirectory(paths.roots(domain, layout));
        }
        paths.makeOurs();
        StoreSettings settings =
                new StoreSettings(Optional.of(edition), Map.of(domain, layout), AccountName.DEFAULT_MAX_LENGTH);
        AtomicFile.write(paths.settings(), settings::writeTo);
        AtomicFile.write(paths.accountIndex(domain), AccountIndex.empty(domain)::writeTo);
        Durability durability = Durability.of(paths.work());
        durability.forceDirectory(paths.inbox());
        durability.forceDirectory(paths.work());
        durability.forceDirectory(paths.work().getParent());
    }
}
