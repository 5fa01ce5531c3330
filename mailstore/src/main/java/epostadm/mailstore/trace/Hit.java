package epostadm.mailstore.trace;

import epostadm.mailstore.log.LogFile;
import epostadm.mailstore.log.LogLine;
import epostadm.mailstore.log.LogLineParser;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Optional;

/// A line that was found.
///
/// @param slice where its slice of the file begins, `number` its place in there: lines of a second keep their order
record Hit(LogFile file, long slice, int number, String text, Optional<? extends LogLine> line) {

    static Hit of(LogFile file, long slice, int number, String text) {
        return new Hit(file, slice, number, text, LogLineParser.parse(file.log(), text));
    }

    static final Comparator<Hit> ORDER = Comparator.comparing(
                    (Hit hit) -> hit.at().orElse(LocalDateTime.MIN))
            .thenComparing(hit -> hit.file.log())
            .thenComparing(hit -> hit.file.path())
            .thenComparing(hit -> hit.slice)
            .thenComparing(hit -> hit.number);

    Optional<LocalDateTime> at() {
        return line.isPresent() ? Optional.of(line.get().at()) : LogLineParser.stamp(text);
    }
}
