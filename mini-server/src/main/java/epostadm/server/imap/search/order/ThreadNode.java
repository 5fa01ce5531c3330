package epostadm.server.imap.search.order;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A message in a thread, and the threads of its replies; 0 stands for a message that is not there.
///
/// Threads may be 100,000 deep: whoever walks them must not do it by recursion.
public record ThreadNode(long number, List<ThreadNode> replies) {

    private static final Object END = ")";

    public ThreadNode {
        replies = List.copyOf(replies);
    }

    /// As the answer to THREAD has them behind its name: RFC 5256 section 5, thread-lists without spaces.
    public static String text(List<ThreadNode> threads) {
        StringBuilder text = new StringBuilder();
        Deque<Object> open = new ArrayDeque<>(threads);
        while (!open.isEmpty()) {
            if (open.pop() instanceof ThreadNode thread) {
                text.append('(');
                List<ThreadNode> nested = members(thread, text);
                open.push(END);
                nested.reversed().forEach(open::push);
            } else {
                text.append(END);
            }
        }
        return text.toString();
    }

    /// Writes a message and its only reply and its only reply, as far as that goes.
    ///
    /// @return the several replies of the last one
    private static List<ThreadNode> members(ThreadNode thread, StringBuilder text) {
        ThreadNode node = thread;
        boolean first = true;
        while (true) {
            if (node.number() != 0) {
                text.append(first ? "" : " ").append(node.number());
                first = false;
            }
            if (node.replies().size() != 1) {
                text.append(node.replies().isEmpty() || first ? "" : " ");
                return node.replies();
            }
            node = node.replies().getFirst();
        }
    }
}
