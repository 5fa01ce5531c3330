package epostadm.mailstore.stats;

import java.time.Duration;
import java.time.Instant;

/// How long ago a message came, by its file's time of change.
public enum Age {
    UNDER_30_DAYS(30),
    UNDER_90_DAYS(90),
    UNDER_1_YEAR(365),
    UNDER_2_YEARS(730),
    UNDER_5_YEARS(1826),
    OLDER(Long.MAX_VALUE);

    private final long days;

    Age(long days) {
        this.days = days;
    }

    static Age of(Instant modified, Instant now) {
        long past = Duration.between(modified, now).toDays();
        int age = 0;
        while (past >= values()[age].days) {
            age++;
        }
        return values()[age];
    }
}
