package epostadm.server.imap.session;

import epostadm.mailstore.content.Detail;
import epostadm.mailstore.folder.LiveMessage;
import epostadm.server.imap.ImapCommand;
import epostadm.server.imap.ImapRefusal;
import epostadm.server.imap.ImapRefusedException;
import epostadm.server.imap.ResponseCode;
import epostadm.server.imap.SearchKey;
import epostadm.server.imap.SearchReturn;
import epostadm.server.imap.StatusResponse;
import epostadm.server.imap.search.SearchMatcher;
import epostadm.server.imap.search.SearchScope;
import epostadm.server.imap.search.order.FolderOrder;
import epostadm.server.imap.search.order.MessageSort;
import epostadm.server.imap.search.order.MessageThreads;
import epostadm.server.imap.search.order.ThreadNode;
import epostadm.server.imap.search.result.FoundMessages;
import epostadm.server.imap.search.result.WatchedSearch;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// SEARCH, SORT and THREAD: RFC 9051 section 6.4.4, RFC 5256, 4731, 5182, 5267, 9394.
final class SearchHandler {

    /// So many messages are looked into at once, before they are put in order.
    private static final int AHEAD = 500;

    private final ImapService service;
    private final StoreWork store;
    private final ImapOutput out;
    private final Enabled enabled;

    SearchHandler(ImapService service, StoreWork store, ImapOutput out, Enabled enabled) {
        this.service = service;
        this.store = store;
        this.out = out;
        this.enabled = enabled;
    }

    Completion search(SelectedFolder selected, String tag, ImapCommand.Search search)
            throws IOException, ImapRefusedException {
        // RFC 9051 section 7.3.4: rev2 has no other answer than ESEARCH.
        Optional<SearchReturn> wanted =
                search.returned().or(() -> enabled.rev2() ? Optional.of(SearchReturn.ALL) : Optional.empty());
        SearchMatcher matcher = matcher(selected, tag, wanted, search.key());
        FoundMessages found = saving(
                selected,
                wanted,
                () -> new FoundMessages(find(selected, matcher), search.uid(), SearchMatcher.asksModSeq(search.key())));
        tell(found, "SEARCH", tag, wanted);
        if (wanted.isPresent() && wanted.get().update()) {
            watch(
                    selected,
                    tag,
                    wanted.get(),
                    () -> WatchedSearch.of(tag, search.uid(), matcher, Optional.empty(), found.messages()));
        }
        return Completion.ok("SEARCH completed", search.uid());
    }

    Completion sort(SelectedFolder selected, String tag, ImapCommand.Sort sort)
            throws IOException, ImapRefusedException {
        SearchMatcher matcher = matcher(selected, tag, sort.returned(), sort.key());
        MessageSort order = new MessageSort(sort.criteria());
        FoundMessages found = saving(selected, sort.returned(), () -> {
            List<FolderMessage> all = find(selected, matcher);
            String era = all.isEmpty() ? "" : all.getFirst().message().era();
            FolderOrder folder =
                    service.orders().folder(era, selected.messages().size());
            List<FolderMessage> messages = there(all, order.unknown(all, folder), detail(sort));
            List<FolderMessage> sorted = store.read(() -> order.sorted(messages, folder));
            return new FoundMessages(sorted, sort.uid(), SearchMatcher.asksModSeq(sort.key()));
        });
        tell(found, "SORT", tag, sort.returned());
        if (sort.returned().isPresent() && sort.returned().get().update()) {
            watch(
                    selected,
                    tag,
                    sort.returned().get(),
                    () -> WatchedSearch.of(tag, sort.uid(), matcher, Optional.of(order), found.messages()));
        }
        return Completion.ok("SORT completed", sort.uid());
    }

    Completion thread(SelectedFolder selected, ImapCommand.Thread thread) throws IOException, ImapRefusedException {
        List<FolderMessage> messages =
                lookedInto(find(selected, matcher(selected, "", Optional.empty(), thread.key())), Detail.ENVELOPE);
        List<ThreadNode> threads = store.read(() -> MessageThreads.of(thread.algorithm(), messages, thread.uid()));
        out.untagged(threads.isEmpty() ? "THREAD" : "THREAD " + ThreadNode.text(threads));
        return Completion.ok("THREAD completed", thread.uid());
    }

    Completion cancel(SelectedFolder selected, ImapCommand.CancelUpdate cancel) throws ImapRefusedException {
        selected.watched().cancel(cancel.tags());
        return Completion.ok("CANCELUPDATE completed");
    }

    @FunctionalInterface
    private interface Finding {
        FoundMessages find() throws IOException, ImapRefusedException;
    }

    /// RFC 5182 section 2.1: what was saved is no more where a search that was to save fails.
    private static FoundMessages saving(SelectedFolder selected, Optional<SearchReturn> wanted, Finding finding)
            throws IOException, ImapRefusedException {
        boolean save = wanted.isPresent() && wanted.get().save();
        List<Long> uids = List.of();
        try {
            FoundMessages found = finding.find();
            if (save) {
                uids = found.saved(wanted.get()).stream()
                        .map(message -> message.uid())
                        .sorted()
                        .toList();
            }
            return found;
        } finally {
            if (save) {
                selected.save(uids);
            }
        }
    }

    private SearchMatcher matcher(SelectedFolder selected, String tag, Optional<SearchReturn> wanted, SearchKey key)
            throws ImapRefusedException {
        if (wanted.isPresent() && wanted.get().update() && selected.watched().has(tag)) {
            throw ImapRefusedException.bad("a search of that tag is watched already");
        }
        if (SearchMatcher.asksModSeq(key)) {
            // RFC 7162 section 3.1.5.
            enabled.enableCondstore();
        }
        return SearchMatcher.of(key, scope(selected));
    }

    /// RFC 5267 section 4.3.
    private void watch(SelectedFolder selected, String tag, SearchReturn wanted, StoreWork.Work<WatchedSearch> search)
            throws IOException, ImapRefusedException {
        if (selected.watched().full()) {
            out.status(StatusResponse.untagged(
                    StatusResponse.Condition.NO, new ResponseCode.NoUpdate(tag), "too many searches are watched"));
        } else {
            selected.watched().add(new WatchedSearches.Watched(store.read(search), wanted.updateItems()));
        }
    }

    private List<FolderMessage> find(SelectedFolder selected, SearchMatcher matcher)
            throws IOException, ImapRefusedException {
        List<LiveMessage> numbered = selected.messages();
        List<FolderMessage> messages = new ArrayList<>(numbered.size());
        for (int i = 0; i < numbered.size(); i++) {
            messages.add(new FolderMessage(service.contents(), selected.view(), numbered.get(i), i + 1));
        }
        return new SearchRun(store, out, matcher, messages).run();
    }

    private SearchScope scope(SelectedFolder selected) {
        List<LiveMessage> messages = selected.messages();
        long[] saved = selected.saved().stream().mapToLong(Long::longValue).toArray();
        return new SearchScope(
                messages.size(),
                number -> messages.get(number - 1).uid(),
                uid -> Arrays.binarySearch(saved, uid) >= 0,
                service.zone(),
                service.clock().instant());
    }

    private static Detail detail(ImapCommand.Sort sort) {
        Detail detail = Detail.INTERNAL_DATE;
        for (var criterion : sort.criteria()) {
            Detail needed = switch (criterion.key()) {
                case ARRIVAL -> Detail.INTERNAL_DATE;
                case SIZE -> Detail.SIZE;
                case CC, DATE, FROM, SUBJECT, TO, DISPLAYFROM, DISPLAYTO -> Detail.ENVELOPE;
            };
            detail = needed.compareTo(detail) > 0 ? needed : detail;
        }
        return detail;
    }

    /// Those without what is gone or cannot be read.
    private List<FolderMessage> there(List<FolderMessage> messages, List<FolderMessage> unknown, Detail detail)
            throws IOException, ImapRefusedException {
        List<FolderMessage> readable = lookedInto(unknown, detail);
        if (readable.size() == unknown.size()) {
            return messages;
        }
        Set<FolderMessage> missing = new HashSet<>(unknown);
        readable.forEach(missing::remove);
        return messages.stream().filter(message -> !missing.contains(message)).toList();
    }

    /// Finds out what an order needs, a few at a time, as long as the client is there.
    ///
    /// @return those that are there and can be read
    private List<FolderMessage> lookedInto(List<FolderMessage> messages, Detail detail)
            throws IOException, ImapRefusedException {
        List<FolderMessage> those = new ArrayList<>(messages.size());
        for (int from = 0; from < messages.size(); from += AHEAD) {
            List<FolderMessage> some = messages.subList(from, Math.min(from + AHEAD, messages.size()));
            those.addAll(store.read(() -> readable(some, detail)));
            if (from > 0 && out.left()) {
                throw new ImapRefusedException(ImapRefusal.UNAVAILABLE);
            }
        }
        return those;
    }

    private List<FolderMessage> readable(List<FolderMessage> some, Detail detail) {
        service.contents().prefetch(some.stream().map(FolderMessage::message).toList(), detail);
        List<FolderMessage> those = new ArrayList<>(some.size());
        Optional<Exception> fault = Optional.empty();
        for (FolderMessage message : some) {
            try {
                message.lookInto(detail);
                those.add(message);
            } catch (NoSuchFileException gone) {
                // It is not found.
            } catch (IOException | RuntimeException e) {
                fault = Optional.of(e);
            }
        }
        fault.ifPresent(store::failed);
        return those;
    }

    private void tell(FoundMessages found, String name, String tag, Optional<SearchReturn> wanted) throws IOException {
        Optional<String> line = wanted.isPresent() ? found.extended(tag, wanted.get()) : Optional.of(found.plain(name));
        if (line.isPresent()) {
            out.untagged(line.get());
        }
    }
}
