package epostadm.mailstore.check;

import java.nio.file.Path;

/// Trouble with a control file, which is `place`. docs/store-format.md, "Control files".
public sealed interface ControlFinding extends Finding {

    /// Spelt with upper case, which the BSD edition does not look at.
    record UpperCaseControlFile(Path place, String expected) implements ControlFinding {}

    /// Keys of `ims.ctl` that mean nothing to us, the first of them in that line.
    record UnknownKeys(Path place, int count, int line, String first) implements ControlFinding {}

    /// Lines of any other control file that mean nothing to us, the first of them in that line.
    record UnknownLines(Path place, int count, int line, String first) implements ControlFinding {}

    /// Neither a number nor nothing.
    record SizeCtlNotANumber(Path place, String found) implements ControlFinding {}

    /// A text of the automatic reply that is not in ISO-2022-JP but, as far as can be told, in `found`.
    record ReplyTextEncoding(Path place, String found) implements ControlFinding {}

    /// The same of the subject that `ims.ctl` gives the automatic reply.
    record ReplySubjectEncoding(Path place, String found) implements ControlFinding {}

    /// `ims.ctl` forwards and there is an automatic reply: the vendor's tools know one of them at a time.
    record ForwardAndReply(Path place) implements ControlFinding {}

    /// `sender.dat` forbids somebody, the first in that line, and does not end in `*,0`: it forbids everybody.
    record SenderDatOpenEnd(Path place, int line) implements ControlFinding {}

    /// A line of `effect.dat` by which mail may go anywhere.
    record OpenRelay(Path place, int line, String text) implements ControlFinding {}

    /// No line of the server's `effect.dat` speaks of the null sender.
    record NullSenderLineMissing(Path place) implements ControlFinding {}

    /// Patterns of `permitfrom.txt` that no address can match, the first of them in that line.
    record HopelessPatterns(Path place, int count, int line, String first) implements ControlFinding {}

    /// `mail.dat` or `usetime.dat` is text in no encoding that is known here.
    record MailDatEncoding(Path place) implements ControlFinding {}

    /// `ordb.dat` names so many DNSBLs; whether they still answer only DNS can tell.
    record DnsblsNotChecked(Path place, int count) implements ControlFinding {}
}
