package epostadm.server.imap.session;

import epostadm.mailstore.folder.FolderChange;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.FetchItem;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.search.result.ResultUpdate;
import epostadm.server.imap.search.result.WatchedSearch;
import epostadm.server.imap.session.WatchedSearches.Watched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/// Tells what changes in the results of watched searches: RFC 5267 section 4.3.
final class WatchTeller {

    private final FetchRun.Place at;

    WatchTeller(FetchRun.Place at) {
        this.at = at;
    }

    /// What has changed in one result.
    ///
    /// @param come UIDs of new messages that are found
    record News(Watched watched, ResultUpdate update, List<Long> come) {

        String tag() {
            return watched.search().tag();
        }
    }

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
        for (Watched watched : searches.all()) {
            try {
                ResultUpdate update = at.store().read(() -> look(selected, watched.search(), departed, touched));
                news.add(new News(watched, update, come(update, last)));
            } catch (ImapRefusedException told) {
                giveUp(searches, watched.search().tag());
            }
        }
        return news;
    }

    private static List<Long> come(ResultUpdate update, long last) {
        return update.added().stream()
                .flatMap(change -> change.uids().stream())
                .filter(uid -> uid > last)
                .toList();
    }

    private ResultUpdate look(
            SelectedFolder selected, WatchedSearch search, List<Long> departed, Set<LiveMessage> touched)
            throws IOException {
        List<FolderMessage> messages = new ArrayList<>();
        for (LiveMessage message : touched) {
            selected.view()
                    .sequence(message.uid())
                    .ifPresent(sequence -> messages.add(
                            new FolderMessage(at.service().contents(), selected.view(), message, sequence)));
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
        at.out()
                .status(StatusResponse.untagged(
                        StatusResponse.Condition.NO,
                        new ResponseCode.NoUpdate(tag),
                        "this search cannot be watched any longer"));
    }

    /// Before any departure is told, by the numbers from before it.
    void removals(List<News> news, List<LiveMessage> before) throws IOException {
        for (News one : news) {
            say(one.update().removal(one.tag(), numbers(one, uid -> sequence(before, uid))));
        }
    }

    /// Once all else is told.
    ///
    /// @param come UIDs of new messages of which `items` are told, be they found by a search or not
    void additions(List<News> news, SelectedFolder selected, List<Long> come, List<FetchItem> items)
            throws IOException {
        fetch(wanted(news, come, items), selected);
        for (News one : news) {
            say(one.update()
                    .addition(
                            one.tag(),
                            numbers(one, uid -> selected.view().sequence(uid).orElseThrow())));
        }
    }

    /// What is to be told, with the messages of which: one line for each message. RFC 5465 sections 5.2 and 7.
    private static Map<Set<FetchItem>, List<Long>> wanted(List<News> news, List<Long> come, List<FetchItem> items) {
        SortedMap<Long, Set<FetchItem>> byUid = new TreeMap<>();
        come.forEach(
                uid -> byUid.computeIfAbsent(uid, _ -> new LinkedHashSet<>()).addAll(items));
        for (News one : news) {
            for (long uid : one.come()) {
                byUid.computeIfAbsent(uid, _ -> new LinkedHashSet<>())
                        .addAll(one.watched().items());
            }
        }
        Map<Set<FetchItem>, List<Long>> wanted = new LinkedHashMap<>();
        byUid.forEach((uid, all) ->
                wanted.computeIfAbsent(all, _ -> new ArrayList<>()).add(uid));
        wanted.remove(Set.of());
        return wanted;
    }

    /// Nothing is marked as seen by that.
    private void fetch(Map<Set<FetchItem>, List<Long>> wanted, SelectedFolder selected) throws IOException {
        for (Map.Entry<Set<FetchItem>, List<Long>> one : wanted.entrySet()) {
            FetchPlan plan =
                    FetchPlan.of(List.copyOf(one.getKey()), at.enabled().uidOnly());
            try {
                new FetchRun(at, selected, plan, MessageSelection.ofUids(selected, one.getValue())).run();
            } catch (ImapRefusedException told) {
                // The log has it; the client can ask for itself.
            }
        }
    }

    private static Optional<LongUnaryOperator> numbers(News one, LongUnaryOperator sequence) {
        return one.watched().search().uid() ? Optional.empty() : Optional.of(sequence);
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
            at.out().untagged(line.get());
        }
    }
}
