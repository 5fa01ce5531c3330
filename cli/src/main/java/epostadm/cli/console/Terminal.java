package epostadm.cli.console;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The process's surroundings as a value: its streams, what is known about them, environment, clock and zone.
///
/// Standard output carries the command's output only; every line for the person goes to standard error through
/// [#line], which first wipes a progress bar that stands there.
public final class Terminal {

    /// The three standard streams.
    public enum Stream {
        IN,
        OUT,
        ERR
    }

    private final Map<String, String> environment;
    private final InputStream in;
    private final OutputStream out;
    private final PrintWriter err;
    private final Charset charset;
    private final Set<Stream> terminals;
    private final Language language;
    private int barWidth;

    private Terminal(
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            OutputStream err,
            Charset charset,
            Set<Stream> terminals,
            Locale locale) {
        this(
                environment,
                in,
                out,
                new PrintWriter(new OutputStreamWriter(err, charset)),
                charset,
                terminals,
                Language.of(environment, locale));
    }

    private Terminal(
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            PrintWriter err,
            Charset charset,
            Set<Stream> terminals,
            Language language) {
        this.environment = environment;
        this.in = in;
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.err = err;
        this.charset = charset;
        this.terminals = terminals;
        this.language = language;
    }

    /// Surroundings without a person: pipes in UTF-8.
    public static Terminal piped(Map<String, String> environment, InputStream in, OutputStream out, OutputStream err) {
        return new Terminal(
                environment, in, out, err, StandardCharsets.UTF_8, EnumSet.noneOf(Stream.class), Locale.ROOT);
    }

    /// Surroundings in which `terminals` are held by a person.
    public static Terminal attended(
            Map<String, String> environment,
            InputStream in,
            OutputStream out,
            OutputStream err,
            Set<Stream> terminals) {
        return new Terminal(environment, in, out, err, StandardCharsets.UTF_8, terminals, Locale.ROOT);
    }

    /// The surroundings of this process.
    public static Terminal ofProcess() {
        return new Terminal(
                System.getenv(),
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                charset(System.getProperty("stdout.encoding", "")),
                terminals(),
                Locale.getDefault());
    }

    /// The same surroundings with further variables, for a command that is run within another one: it writes what
    /// it has to say to `newOut`, and in `newLanguage` unless it is told otherwise.
    public Terminal within(Map<String, String> variables, Language newLanguage, OutputStream newOut) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new Terminal(Map.copyOf(all), in, newOut, err, charset, terminals, newLanguage);
    }

    /// The terminal's own charset, and UTF-8 where it is ASCII or not known.
    static Charset charset(String name) {
        try {
            Charset charset = name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
            return charset.equals(StandardCharsets.US_ASCII) || !charset.canEncode() ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /// Java sees only whether input and output both are terminals; the launcher looks at each stream and says so.
    private static Set<Stream> terminals() {
        Set<Stream> found = EnumSet.noneOf(Stream.class);
        String told = System.getProperty("epostadm.terminals");
        if (told == null) {
            Console console = System.console();
            return console != null && console.isTerminal() ? EnumSet.allOf(Stream.class) : found;
        }
        for (Stream stream : Stream.values()) {
            if (told.indexOf('0' + stream.ordinal()) >= 0) {
                found.add(stream);
            }
        }
        return found;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /// A variable that is set and not empty.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// The language that the surroundings ask for.
    public Language language() {
        return language;
    }

    public InstantSource clock() {
        return InstantSource.system();
    }

    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /// Standard output for text, in the terminal's charset; the caller flushes.
    public Writer text() {
        return new OutputStreamWriter(out, charset);
    }

    /// Standard output for formats that are UTF-8 everywhere.
    public OutputStream bytes() {
        return out;
    }

    public InputStream in() {
        return in;
    }

    Charset charset() {
        return charset;
    }

    /// Everything written so far leaves the process.
    public void flush() throws IOException {
        out.flush();
    }

    /// Whether a question can be asked and answered.
    boolean answers() {
        return terminals.contains(Stream.IN) && terminals.contains(Stream.ERR);
    }

    boolean showsProgress() {
        return terminals.contains(Stream.ERR);
    }

    /// `text` in bold letters where a person sees standard output on a terminal that knows them.
    public String bold(String text) {
        boolean knows = variable("TERM").filter(term -> !term.equals("dumb")).isPresent()
                || variable("WT_SESSION").isPresent();
        boolean shown =
                terminals.contains(Stream.OUT) && knows && variable("NO_COLOR").isEmpty();
        return shown ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /// Asks for a secret without echo; nothing where no terminal can hide what is typed.
    Optional<char[]> secret(String prompt) {
        Console console = terminals.contains(Stream.IN) ? System.console() : null;
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", prompt));
    }

    /// Whole lines with their ends to standard error, as they are.
    public synchronized void log(String lines) {
        err.print(lines);
        err.flush();
    }

    /// A line for the person, on standard error.
    public synchronized void line(String line) {
        wipe();
        err.println(Printable.lines(line));
        err.flush();
    }

    /// A question for the person; the answer follows on the same line.
    synchronized void prompt(String question) {
        wipe();
        err.print(Printable.lines(question));
        err.flush();
    }

    /// Draws the progress bar in place of the one before.
    synchronized void bar(String bar) {
        int width = DisplayWidth.of(bar);
        err.print('\r' + bar + " ".repeat(Math.max(0, barWidth - width)));
        err.flush();
        barWidth = width;
    }

    synchronized void wipe() {
        if (barWidth > 0) {
            err.print('\r' + " ".repeat(barWidth) + '\r');
            err.flush();
            barWidth = 0;
        }
    }

    /// The stack of a failure, for whoever asked for it.
    synchronized void stack(Throwable failure) {
        wipe();
        failure.printStackTrace(err);
        err.flush();
    }
}
