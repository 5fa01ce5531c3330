package epostadm.server.imap.search.order;

import epostadm.server.imap.SortCriterion;
import epostadm.server.imap.search.SearchedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What is kept of the orders of one folder.
public final class FolderOrder {

    private final SortMemory memory;
    private final String name;
    private final int messages;

    FolderOrder(SortMemory memory, String name, int messages) {
        this.memory = memory;
        this.name = name;
        this.messages = messages;
    }

    boolean[] unknown(List<? extends SearchedMessage> asked, List<SortCriterion> criteria) {
        boolean[] unknown = new boolean[asked.size()];
        for (SortCriterion criterion : criteria) {
            SortColumn.Reader column = memory.find(name, criterion.key()).new Reader();
            for (int i = 0; i < unknown.length; i++) {
                unknown[i] |= column.rank(asked.get(i).uid()) == SortColumn.UNKNOWN;
            }
        }
        return unknown;
    }

    /// The places of messages in the order of that key, the same for those that are equal. Messages that are not
    /// known are asked.
    int[] ranks(List<? extends SearchedMessage> asked, SortCriterion.Key key) throws IOException {
        SortColumn column = memory.find(name, key);
        int[] ranks = new int[asked.size()];
        List<SearchedMessage> unknown = read(column, asked, ranks);
        if (!unknown.isEmpty()) {
            if (column.size() > 2 * messages) {
                column = SortColumn.EMPTY; // Most of what it knows has gone.
                unknown = read(column, asked, ranks);
            }
            column = column.with(rows(unknown, key));
            memory.keep(name, key, column);
            read(column, asked, ranks);
        }
        return ranks;
    }

    private static List<SearchedMessage> read(SortColumn column, List<? extends SearchedMessage> asked, int[] ranks) {
        List<SearchedMessage> unknown = new ArrayList<>();
        SortColumn.Reader reader = column.new Reader();
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = reader.rank(asked.get(i).uid());
            if (ranks[i] == SortColumn.UNKNOWN) {
                unknown.add(asked.get(i));
            }
        }
        return unknown;
    }

    private static List<SortColumn.Row> rows(List<SearchedMessage> messages, SortCriterion.Key key) throws IOException {
        List<SortColumn.Row> rows = new ArrayList<>(messages.size());
        for (SearchedMessage message : messages) {
            rows.add(new SortColumn.Row(message.uid(), SortValues.of(message, key)));
        }
        return rows;
    }
}
