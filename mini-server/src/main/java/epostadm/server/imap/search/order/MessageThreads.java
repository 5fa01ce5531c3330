package epostadm.server.imap.search.order;

import epostadm.mailstore.mime.MessageIds;
import epostadm.server.imap.ImapCommand.ThreadAlgorithm;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// THREAD. RFC 5256 section 3.
public final class MessageThreads {

    private MessageThreads() {}

    /// @param messages those that were found, by their sequence numbers
    /// @param uid whether the threads are of UIDs
    public static List<ThreadNode> of(ThreadAlgorithm algorithm, List<? extends SearchedMessage> messages, boolean uid)
            throws IOException {
        return ThreadContainer.nodes(
                switch (algorithm) {
                    case ORDEREDSUBJECT -> orderedSubject(messages, uid);
                    case REFERENCES -> references(messages, uid);
                });
    }

    private static List<ThreadContainer> orderedSubject(List<? extends SearchedMessage> messages, boolean uid)
            throws IOException {
        List<ThreadMessage> sorted = new ArrayList<>();
        for (SearchedMessage message : messages) {
            sorted.add(ThreadMessage.of(message, uid));
        }
        sorted.sort(ThreadMessage.BY_SENT_DATE);
        // The first of each subject comes in the order of the threads.
        List<ThreadContainer> threads = new ArrayList<>();
        Map<String, ThreadContainer> bySubject = new HashMap<>();
        for (ThreadMessage message : sorted) {
            ThreadContainer container = new ThreadContainer(Optional.of(message));
            ThreadContainer thread = bySubject.putIfAbsent(message.subject(), container);
            if (thread == null) {
                threads.add(container);
            } else {
                thread.add(container);
            }
        }
        return threads;
    }

    private static List<ThreadContainer> references(List<? extends SearchedMessage> messages, boolean uid)
            throws IOException {
        ReferenceLinks links = new ReferenceLinks();
        List<SearchedMessage> bySequence = new ArrayList<>(messages);
        bySequence.sort(Comparator.comparingInt(SearchedMessage::sequence));
        for (SearchedMessage message : bySequence) {
            Optional<String> id = message.envelope().messageId().flatMap(MessageThreads::firstId);
            links.add(ThreadMessage.of(message, uid), id.orElse(""), message.references());
        }
        List<ThreadContainer> roots = pruned(links.roots());
        // Step 4.
        roots.stream().filter(ThreadContainer::dummy).forEach(ThreadContainer::sortChildren);
        roots.sort(ThreadContainer.BY_SENT_DATE);
        List<ThreadContainer> threads = SubjectMerge.merged(roots);
        // Step 6: the lowest first.
        ThreadContainer.all(threads).reversed().forEach(ThreadContainer::sortChildren);
        threads.sort(ThreadContainer.BY_SENT_DATE);
        return threads;
    }

    private static Optional<String> firstId(String field) {
        return MessageIds.in(field).stream().findFirst();
    }

    /// Step 3, from the lowest up: below the roots no dummy stays, and of roots only those with several children.
    private static List<ThreadContainer> pruned(List<ThreadContainer> roots) {
        ThreadContainer.all(roots).reversed().forEach(ThreadContainer::spliceDummyChildren);
        List<ThreadContainer> pruned = new ArrayList<>();
        for (ThreadContainer root : roots) {
            if (root.dummy() && root.children().size() < 2) {
                pruned.addAll(root.children());
            } else {
                pruned.add(root);
            }
        }
        return pruned;
    }
}
