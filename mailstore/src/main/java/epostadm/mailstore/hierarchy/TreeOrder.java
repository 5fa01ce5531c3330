package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import java.util.Comparator;
import java.util.List;

/// INBOX and what is in it first, then by name, each folder before what is in it.
final class TreeOrder {

    static final Comparator<FolderName> NAMES = TreeOrder::compare;

    private TreeOrder() {}

    private static int compare(FolderName a, FolderName b) {
        List<String> left = a.components();
        List<String> right = b.components();
        int inbox = Boolean.compare(inbox(right), inbox(left));
        if (inbox != 0) {
            return inbox;
        }
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int difference = left.get(i).compareTo(right.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static boolean inbox(List<String> components) {
        return components.getFirst().equals("INBOX");
    }

    /// Whether `name` lies below `above`, at whatever depth.
    static boolean below(FolderName name, FolderName above) {
        int depth = above.components().size();
        return name.components().size() > depth
                && name.components().subList(0, depth).equals(above.components());
    }

    /// What a name at or below `from` is called once `from` is called `to`.
    static FolderName moved(FolderName name, FolderName from, FolderName to) {
        FolderName moved = to;
        for (String component : name.components()
                .subList(from.components().size(), name.components().size())) {
            moved = moved.child(component);
        }
        return moved;
    }
}
