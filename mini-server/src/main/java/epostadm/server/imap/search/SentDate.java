package epostadm.server.imap.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// What a Date: field says. RFC 5322 section 3.3.
///
/// @param local date and time as they stand there
/// @param zone UTC where it says none that is valid
public record SentDate(LocalDateTime local, ZoneOffset zone) {

    /// Reads leniently: comments anywhere, obsolete zones, years of two digits (RFC 5322 section 4.3), no name of
    /// the day or a wrong one, the forms of other standards. A time that is invalid is midnight (RFC 5256 section
    /// 2.2).
    ///
    /// @return empty where there is no day, month and year
    public static Optional<SentDate> parse(String field) {
        Optional<SentDate> plain = PlainDate.parse(field);
        return plain.isPresent() ? plain : new SentDateParser(field).parse();
    }

    /// Disregarding time and zone: what SENTON and its kin look at.
    public LocalDate day() {
        return local.toLocalDate();
    }

    /// Adjusted by the zone: what is sorted by.
    public Instant instant() {
        return local.toInstant(zone);
    }
}
