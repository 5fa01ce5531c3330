package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import java.util.List;

/// What has happened to names of an account's folders, by this server's doing.
public sealed interface FolderEvent {

    /// Folders came or went.
    record Names(List<FolderName> names) implements FolderEvent {
        public Names {
            names = List.copyOf(names);
        }
    }

    /// A folder, with all below it, has another name; of INBOX the messages have gone into a new folder.
    record Renamed(FolderName from, FolderName to) implements FolderEvent {}

    /// Somebody has subscribed to the name, or does no more.
    record Subscription(FolderName name) implements FolderEvent {}
}
