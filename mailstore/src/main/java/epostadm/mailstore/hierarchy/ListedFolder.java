package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import java.util.Set;

/// A folder's name in the tree.
///
/// @param exists whether something lies there; else the name is subscribed to, and that is all
/// @param selectable whether it can hold messages; else it is there for its children's sake (`\Noselect`)
public record ListedFolder(
        FolderName name,
        boolean exists,
        boolean selectable,
        boolean children,
        boolean subscribed,
        Set<SpecialUse> uses) {

    public ListedFolder {
        uses = Set.copyOf(uses);
    }
}
