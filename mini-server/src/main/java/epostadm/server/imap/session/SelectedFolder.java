package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderView;
import epostadm.mailstore.folder.LiveFolder;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.mailstore.mail.FolderName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The folder that a session has selected, as it sees it.
final class SelectedFolder {

    /// What is said where it is gone.
    static final String REPLACED = "the selected mailbox is another than before: select it again";

    private final FolderName name;
    private final FolderView view;

    /// Keywords that the client has heard of.
    private final SortedSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private boolean keywordsTold;

    /// UIDs that RFC 5182's `$` stands for, ascending.
    private List<Long> saved = List.of();

    /// UIDs of messages that this session has put into it, since changes were told last.
    private Set<Long> own = new HashSet<>();

    private final WatchedSearches watched = new WatchedSearches();

    SelectedFolder(FolderName name, FolderView view) {
        this.name = name;
        this.view = view;
    }

    FolderName name() {
        return name;
    }

    FolderView view() {
        return view;
    }

    LiveFolder folder() {
        return view.folder();
    }

    boolean readOnly() {
        return view.readOnly();
    }

    List<LiveMessage> messages() {
        return view.messages();
    }

    /// Whether there are keywords that the client has not heard of; it is told after that.
    boolean newKeywords() {
        SortedSet<String> now = folder().keywords();
        boolean more = !keywordsTold || !keywords.containsAll(now);
        if (more) {
            if (keywords.size() > KeywordLimits.MOST) {
                keywords.clear(); // Those that nothing has any more are not remembered for ever.
            }
            keywords.addAll(now);
            keywordsTold = true;
        }
        return more;
    }

    SortedSet<String> keywords() {
        return keywords;
    }

    WatchedSearches watched() {
        return watched;
    }

    void own(List<Long> uids) {
        own.addAll(uids);
    }

    Set<Long> takeOwn() {
        Set<Long> taken = own;
        own = new HashSet<>();
        return taken;
    }

    List<Long> saved() {
        return saved;
    }

    void save(List<Long> uids) {
        saved = List.copyOf(uids);
    }
}
