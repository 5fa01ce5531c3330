package epostadm.mailstore.control;

import epostadm.mailstore.disk.RegularFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `effect.dat`: whose mail is taken, and where it may go. Lines `<who> [rule]`, of which the first that matches
/// counts. docs/store-format.md, "Other control files".
///
/// @param unknown lines that mean nothing to us; whatever they were to do is not done
public record EffectDat(List<Line> lines, List<Unknown> unknown) {

    public static final String NAME = "effect.dat";
    public static final EffectDat NONE = new EffectDat(List.of(), List.of());

    private static final int LONGEST = 16 << 20;

    private static final Map<String, Rule> RULES = Map.of(
            "", Rule.RELAY,
            "true", Rule.RELAY,
            "default", Rule.DEFAULT,
            "false", Rule.REFUSE,
            "norelay", Rule.NO_RELAY,
            "norelay,0", Rule.NO_RELAY,
            "norelay,2", Rule.RELAY_WITH_LOGIN,
            "only", Rule.ONLY);

    /// What happens to mail of those whom a line names.
    public enum Rule {
        /// `true`, or nothing: it may go anywhere.
        RELAY,
        /// `default`: as if there were no line.
        DEFAULT,
        /// `false`: it is refused.
        REFUSE,
        /// `norelay` and `norelay,0`: it is delivered here and goes nowhere else, whoever has logged in.
        NO_RELAY,
        /// `norelay,2`: the same, but for those who have logged in.
        RELAY_WITH_LOGIN,
        /// `only`: as `default`, and whoever matches no line is refused.
        ONLY
    }

    public record Line(int number, EffectWho who, Rule rule) {

        /// Whether who matches may send anywhere without having logged in. A sender's address is easily forged, and
        /// a network of half the world is no network of one's own: such lines let nobody relay.
        public boolean opensRelay() {
            return rule == Rule.RELAY && who instanceof EffectWho.Network network && network.narrow();
        }
    }

    public record Unknown(int number, String text) {}

    public EffectDat {
        lines = List.copyOf(lines);
        unknown = List.copyOf(unknown);
    }

    /// The file, or one without lines where there is none.
    public static EffectDat readFile(Path file) throws IOException {
        try {
            return parse(new String(RegularFile.read(file, LONGEST), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return NONE;
        }
    }

    static EffectDat parse(String text) {
        List<Line> lines = new ArrayList<>();
        List<Unknown> unknown = new ArrayList<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty()) {
                continue;
            }
            String who = line.split("\\s", 2)[0];
            String rule = line.substring(who.length()).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            Optional<EffectWho> meant = EffectWho.parse(who);
            if (meant.isPresent() && RULES.containsKey(rule)) {
                lines.add(new Line(number, meant.get(), RULES.get(rule)));
            } else {
                unknown.add(new Unknown(number, raw));
            }
        }
        return new EffectDat(lines, unknown);
    }

    /// The line that counts for a client with this reverse-path; empty for the null sender.
    public Optional<Line> line(InetAddress client, String reversePath) {
        return lines.stream()
                .filter(line -> line.who().matches(client, reversePath))
                .findFirst();
    }

    /// The line that counts where only the sender is looked at, as in a mailbox.
    public Optional<Line> line(String reversePath) {
        return lines.stream().filter(line -> line.who().matches(reversePath)).findFirst();
    }

    /// What holds for whoever matches that line, or none.
    public Rule rule(Optional<Line> line) {
        boolean exclusive = lines.stream().anyMatch(each -> each.rule() == Rule.ONLY);
        return line.map(Line::rule).orElse(exclusive ? Rule.REFUSE : Rule.DEFAULT);
    }
}
