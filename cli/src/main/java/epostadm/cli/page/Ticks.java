package epostadm.cli.page;

import java.util.ArrayList;
import java.util.List;

/// Round values along a scale from 0: about four of them, the last not below the highest value that is drawn.
record Ticks(List<Long> values) {

    private static final int ABOUT = 4;

    static Ticks upTo(long highest, Unit unit) {
        long step = step(Math.max(1, (highest + ABOUT - 1) / ABOUT), unit);
        List<Long> values = new ArrayList<>();
        long tick = 0;
        values.add(tick);
        do {
            tick += step;
            values.add(tick);
        } while (tick < highest);
        return new Ticks(values);
    }

    /// The next 1, 2 or 5 times a power of ten; of bytes, below 1,000 kB, MB and so on.
    private static long step(long least, Unit unit) {
        long base = 1;
        if (unit == Unit.BYTES) {
            while (least > base * 500) {
                base *= 1024;
            }
        }
        for (long power = base; ; power *= 10) {
            for (long times : new long[] {1, 2, 5}) {
                if (power * times >= least) {
                    return power * times;
                }
            }
        }
    }

    long top() {
        return values.getLast();
    }
}
