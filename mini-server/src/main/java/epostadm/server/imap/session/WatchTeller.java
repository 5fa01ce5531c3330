package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderChange;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.search.result.ResultUpdate;
import epostadm.server.imap.search.result.WatchedSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/// Tells what changes in the results of watched searches: RFC 5267 section 4.3.
final class WatchTeller {

    private final ImapService service;
    private final StoreWork store;
    private final ImapOutput out;

    WatchTeller(ImapService service, StoreWork store, ImapOutput out) {
        this.service = service;
        this.store = store;
        this.out = out;
    }

    /// What has changed in one result.
    record News(WatchedSearch search, ResultUpdate update) {}

    /// Looks at what has come, gone and changed. A search that cannot go on is given up, and the client told.
    ///
    /// @param last the highest UID that there was before the changes; 0 where there was none
    List<News> look(SelectedFolder selected, long last, List<FolderChange> changes) throws IOException {
        WatchedSearches searches = selected.watched();
        Set<LiveMessage> touched = searches.takeTouched();
        if (searches.none()) {
            return List.of();
        }
        List<Long> departed = new ArrayList<>();
        for (FolderChange change : changes) {
            switch (change) {
                case FolderChange.Expunged(int _, LiveMessage message) -> departed.add(message.uid());
                case FolderChange.Flagged(int _, LiveMessage message) -> touched.add(message);
                case FolderChange.Exists(int count) ->
                    touched.addAll(selected.messages().subList(selected.view().indexOf(last + 1), count));
                case FolderChange.Recent _ -> {
                    // No result depends on how many there are.
                }
            }
        }
        List<News> news = new ArrayList<>();
        for (WatchedSearch search : searches.all()) {
            try {
                news.add(new News(search, store.read(() -> look(selected, search, departed, touched))));
            } catch (ImapRefusedException told) {
                giveUp(searches, search.tag());
            }
        }
        return news;
    }

    private ResultUpdate look(
            SelectedFolder selected, WatchedSearch search, List<Long> departed, Set<LiveMessage> touched)
            throws IOException {
        List<FolderMessage> messages = new ArrayList<>();
        for (LiveMessage message : touched) {
            selected.view()
                    .sequence(message.uid())
                    .ifPresent(sequence ->
                            messages.add(new FolderMessage(service.contents(), selected.view(), message, sequence)));
        }
        try {
            return search.look(departed, messages);
        } finally {
            for (FolderMessage message : messages) {
                message.close();
            }
        }
    }

    private void giveUp(WatchedSearches searches, String tag) throws IOException {
        searches.cancel(List.of(tag));
        refuse(tag, "this search cannot be watched any longer");
    }

    /// RFC 5267 section 4.3.1.
    void refuse(String tag, String text) throws IOException {
        out.status(StatusResponse.untagged(StatusResponse.Condition.NO, new ResponseCode.NoUpdate(tag), text));
    }

    /// Before any departure is told, by the numbers from before it.
    void removals(List<News> news, List<LiveMessage> before) throws IOException {
        for (News one : news) {
            say(one.update().removal(one.search().tag(), numbers(one.search(), uid -> sequence(before, uid))));
        }
    }

    /// Once all else is told.
    void additions(List<News> news, SelectedFolder selected) throws IOException {
        for (News one : news) {
            say(one.update()
                    .addition(
                            one.search().tag(),
                            numbers(
                                    one.search(),
                                    uid -> selected.view().sequence(uid).orElseThrow())));
        }
    }

    private static Optional<LongUnaryOperator> numbers(WatchedSearch search, LongUnaryOperator sequence) {
        return search.uid() ? Optional.empty() : Optional.of(sequence);
    }

    private static int sequence(List<LiveMessage> messages, long uid) {
        int low = 0;
        int high = messages.size();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (messages.get(middle).uid() <= uid) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }

    private void say(Optional<String> line) throws IOException {
        if (line.isPresent()) {
            out.untagged(line.get());
        }
    }
}
