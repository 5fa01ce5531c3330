package epostadm.server.imap.search.result;

import java.util.List;
import java.util.function.ToLongFunction;

/// Numbers as a `sequence-set`, in the order given: runs that ascend by one are ranges, which sorted results must
/// not have otherwise (RFC 5267 section 3.2).
final class NumberText {

    private NumberText() {}

    static <T> String set(List<T> items, ToLongFunction<? super T> number) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < items.size(); ) {
            long first = number.applyAsLong(items.get(at));
            long last = first;
            at++;
            while (at < items.size() && number.applyAsLong(items.get(at)) == last + 1) {
                last++;
                at++;
            }
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append(':').append(last);
            }
        }
        return text.toString();
    }
}
