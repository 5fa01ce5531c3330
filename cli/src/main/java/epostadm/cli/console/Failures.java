package epostadm.cli.console;

import epostadm.mailstore.refusal.RefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;

/// The one place where a failure becomes an exit code and a line on standard error.
///
/// The line names the path first, then what was found, then what was expected; a second line says what to type next
/// where that is known. A stack trace appears for our own faults only, and only under `--verbose`.
public final class Failures {

    private final Terminal terminal;
    private final Texts texts;
    private final boolean verbose;

    public Failures(Terminal terminal, Texts texts, boolean verbose) {
        this.terminal = terminal;
        this.texts = texts;
        this.verbose = verbose;
    }

    /// What the library refuses, as a sentence, where it does not end the run.
    public static String sentence(epostadm.mailstore.refusal.Refusal refusal, Texts texts) {
        return new StoreRefusals(texts).tell(refusal).getMessage();
    }

    /// Says what went wrong and returns how the run ends.
    public ExitCode report(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> report(new StoreRefusals(texts).tell(refused.refusal()));
            case Refusal refusal -> say(refusal.code(), refusal.getMessage(), refusal.next());
            case InterruptedIOException _ -> say(ExitCode.INTERRUPTED, texts.text("failure.interrupted"), "");
            case FileSystemException e -> fileSystem(e);
            case FileNotFoundException e -> cannot(texts.text("failure.io", String.valueOf(e.getMessage())));
            case ReadOnlyFileSystemException _ -> cannot(texts.text("failure.read-only-store"));
            case IOException e when brokenPipe(e) -> ExitCode.OK;
            case IOException e -> cannot(inputOutput(e));
            default -> ourFault(failure);
        };
    }

    private ExitCode fileSystem(FileSystemException e) {
        String file = Optional.ofNullable(e.getFile()).orElse("?");
        String reason = Optional.ofNullable(e.getReason()).orElse("");
        String key = switch (e) {
            case NoSuchFileException _ -> "failure.no-such-file";
            case AccessDeniedException _ -> "failure.access-denied";
            case FileAlreadyExistsException _ -> "failure.already-exists";
            case DirectoryNotEmptyException _ -> "failure.not-empty";
            case NotDirectoryException _ -> "failure.not-a-directory";
            default -> key(reason);
        };
        return cannot(texts.text(key, file, reason.isEmpty() ? e.getClass().getSimpleName() : reason));
    }

    private String inputOutput(IOException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        String key = key(message);
        return key.equals("failure.file")
                ? texts.text("failure.io", message)
                : texts.text(key, texts.text("failure.output"), message);
    }

    /// The operating system's reasons reach Java as texts only.
    private static String key(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device") || lower.contains("not enough space")) {
            return "failure.disk-full";
        }
        if (lower.contains("disk quota exceeded")) {
            return "failure.quota";
        }
        if (lower.contains("read-only file system") || lower.contains("write protected")) {
            return "failure.read-only";
        }
        if (lower.contains("too many open files")) {
            return "failure.too-many-files";
        }
        return "failure.file";
    }

    /// The reader of our output has seen enough, as `head` does; nobody is left to complain to.
    private static boolean brokenPipe(IOException e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("");
        return message.equals("Broken pipe") || message.equals("The pipe is being closed");
    }

    private ExitCode cannot(String sentence) {
        return say(ExitCode.CANNOT_READ_OR_WRITE, sentence, "");
    }

    private ExitCode ourFault(Throwable failure) {
        terminal.line("epostadm: " + Printable.line(texts.text("failure.our-fault", failure)));
        if (verbose) {
            terminal.stack(failure);
        } else {
            terminal.line("  " + texts.text("failure.our-fault-hint"));
        }
        return ExitCode.OUR_FAULT;
    }

    private ExitCode say(ExitCode code, String sentence, String next) {
        terminal.line("epostadm: " + Printable.line(sentence));
        if (!next.isEmpty()) {
            terminal.line("  " + texts.text("try", next));
        }
        return code;
    }
}
