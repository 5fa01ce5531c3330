package epostadm.mailstore.repair;

import epostadm.mailstore.disk.EncodedMessageException;
import epostadm.mailstore.disk.MessageFile;
import epostadm.mailstore.disk.MessageForm;
import epostadm.mailstore.disk.MessageWriter;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.journal.ProofReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;

/// What messages hold: whether two are the same, and how one is written anew. docs/store-format.md, "Message
/// bytes".
final class Contents {

    private Contents() {}

    /// The attributes of what is there, a symbolic link being none of its target's.
    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /// Whether both are files with the same bytes.
    static boolean same(Path one, Path other) throws IOException {
        BasicFileAttributes first = attributes(one);
        BasicFileAttributes second = attributes(other);
        return first.isRegularFile()
                && second.isRegularFile()
                && first.size() == second.size()
                && Files.mismatch(one, other) == -1;
    }

    /// What is wrong with how the message is written, of what can be put right. A bare CR is part of the text.
    static Set<Cure.Fault> faults(Path file) throws IOException {
        Set<Cure.Fault> faults = EnumSet.noneOf(Cure.Fault.class);
        if (!attributes(file).isRegularFile()) {
            return faults;
        }
        MessageForm form = new MessageFile(file).form();
        if (form.encoded()) {
            return faults;
        }
        if (form.lineEnds().bareLf() > 0) {
            boolean alone = form.lineEnds().crlf() == 0 && form.lineEnds().bareCr() == 0;
            faults.add(alone ? Cure.Fault.LINE_FEEDS : Cure.Fault.MIXED_LINE_ENDS);
        }
        if (form.leadingDots().single() > 0) {
            faults.add(Cure.Fault.SINGLE_DOTS);
        }
        return faults;
    }

    /// Whether the text has a CR that ends no line, so that whoever wrote it alone knows what it means.
    static boolean hasBareCr(Path file) throws IOException {
        if (!attributes(file).isRegularFile()) {
            return false;
        }
        MessageForm form = new MessageFile(file).form();
        return !form.encoded() && form.lineEnds().bareCr() > 0;
    }

    /// Plans that the message, which will lie at `later`, is written anew: CRLF lines, and dots doubled.
    static void rewrite(Path now, Path later, StorePaths paths, Treatment treatment) throws IOException {
        MessageFile message = new MessageFile(now);
        try {
            treatment.proofs.add(ProofReader.text(message, paths.relative(later)));
        } catch (EncodedMessageException _) {
            return; // Became one meanwhile.
        }
        boolean finalLine = message.form().leadingDots().finalLine();
        treatment.steps.add(
                new PlannedStep.PutInstead(paths.relative(later), out -> write(message, finalLine, out), now));
    }

    private static void write(MessageFile message, boolean finalLine, OutputStream out) throws IOException {
        MessageWriter writer = finalLine ? MessageWriter.received(out) : MessageWriter.appended(out);
        try (InputStream text = message.text()) {
            text.transferTo(writer);
        }
        writer.finish(); // Not closed: the file is its maker's.
    }
}
