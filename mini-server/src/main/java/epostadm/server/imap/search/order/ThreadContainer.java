package epostadm.server.imap.search.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A place in the trees that THREAD builds, with a message or, as a dummy, without one.
final class ThreadContainer {

    /// A dummy counts as its first child, which is why children are sorted before their parents.
    static final Comparator<ThreadContainer> BY_SENT_DATE =
            Comparator.comparing(ThreadContainer::first, ThreadMessage.BY_SENT_DATE);

    private final Optional<ThreadMessage> message;
    private List<ThreadContainer> children = List.of();

    ThreadContainer(Optional<ThreadMessage> message) {
        this.message = message;
    }

    boolean dummy() {
        return message.isEmpty();
    }

    boolean reply() {
        return message.isPresent() && message.get().reply();
    }

    /// The message, or a dummy's first child, which is no dummy (once dummies have been pruned).
    ThreadMessage first() {
        return message.isPresent() ? message.get() : children.getFirst().first();
    }

    List<ThreadContainer> children() {
        return children;
    }

    void add(ThreadContainer child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(2);
        }
        children.add(child);
    }

    void addAll(List<ThreadContainer> others) {
        others.forEach(this::add);
    }

    void sortChildren() {
        if (children.size() > 1) {
            children.sort(BY_SENT_DATE);
        }
    }

    /// Puts the children of each dummy child in its place. A chain of dummies hands its end's children on uncopied.
    void spliceDummyChildren() {
        if (children.size() == 1 && children.getFirst().dummy()) {
            children = children.getFirst().children;
        } else if (children.stream().anyMatch(ThreadContainer::dummy)) {
            List<ThreadContainer> spliced = new ArrayList<>();
            for (ThreadContainer child : children) {
                if (child.dummy()) {
                    spliced.addAll(child.children);
                } else {
                    spliced.add(child);
                }
            }
            children = spliced;
        }
    }

    /// These and all below them, each before its children.
    static List<ThreadContainer> all(List<ThreadContainer> roots) {
        List<ThreadContainer> all = new ArrayList<>();
        Deque<ThreadContainer> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            ThreadContainer container = open.pop();
            all.add(container);
            container.children.forEach(open::push);
        }
        return all;
    }

    static List<ThreadNode> nodes(List<ThreadContainer> roots) {
        Map<ThreadContainer, ThreadNode> nodes = new IdentityHashMap<>();
        for (ThreadContainer container : all(roots).reversed()) {
            long number = container.message.map(ThreadMessage::number).orElse(0L);
            nodes.put(
                    container,
                    new ThreadNode(
                            number, container.children.stream().map(nodes::get).toList()));
        }
        return roots.stream().map(nodes::get).toList();
    }
}
