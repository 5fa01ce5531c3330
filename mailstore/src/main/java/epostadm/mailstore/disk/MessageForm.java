package epostadm.mailstore.disk;

/// The facts about a message file's bytes that an inspection reports.
///
/// `lines` counts a last line without line end and the final `.` line too; `longestLine` is in bytes of the file,
/// without the line end. docs/store-format.md, "Message bytes".
public record MessageForm(
        long bytes,
        long lines,
        long longestLine,
        LineEnds lineEnds,
        LeadingDots leadingDots,
        boolean eightBit,
        boolean encoded) {

    /// How often each line end stands in the file; a bare CR ends no line.
    public record LineEnds(long crlf, long bareLf, long bareCr) {}

    /// Lines that start with two dots or more, lines that start with one and are not the final line (a single dot
    /// was never stuffed), and whether the last line is a lone `.`.
    public record LeadingDots(long stuffed, long single, boolean finalLine) {}

    public boolean empty() {
        return bytes == 0;
    }

    public boolean crlfOnly() {
        return lineEnds.bareLf == 0 && lineEnds.bareCr == 0;
    }

    /// Whether the last line has no line end.
    public boolean openEnd() {
        return lines > lineEnds.crlf + lineEnds.bareLf;
    }

    /// How many bytes the message's text has, as [MessageFile#textSize()] counts them; without meaning where the
    /// message is encoded.
    public long textBytes() {
        int finalLine = leadingDots.finalLine ? (openEnd() ? ".".length() : ".\r\n".length()) : 0;
        return bytes + lineEnds.bareLf - leadingDots.stuffed - finalLine;
    }
}
