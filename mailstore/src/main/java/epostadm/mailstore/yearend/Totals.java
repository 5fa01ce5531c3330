package epostadm.mailstore.yearend;

import java.util.List;

/// How many accounts have which fate, and how many there are before and after.
public record Totals(
        long before,
        long after,
        long joining,
        long inheriting,
        long staying,
        long changing,
        long leaving,
        long remaining) {

    static Totals of(long before, List<Fate> fates) {
        long[] counts = new long[6];
        for (Fate fate : fates) {
            switch (fate) {
                case Fate.Joins _ -> counts[0]++;
                case Fate.Inherits _ -> counts[1]++;
                case Fate.Stays _, Fate.LeftAsIs _ -> counts[2]++;
                case Fate.Changes _ -> counts[3]++;
                case Fate.Leaves _, Fate.IsRemoved _ -> counts[4]++;
                case Fate.Remains _ -> counts[5]++;
            }
        }
        long joining = counts[0] + counts[1];
        return new Totals(
                before, before + joining - counts[4], joining, counts[1], counts[2], counts[3], counts[4], counts[5]);
    }
}
