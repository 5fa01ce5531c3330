package epostadm.cli.command;

import epostadm.cli.console.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The lists of commands that `epostadm --help` and `epostadm ENTITY --help` print, from the table and the texts
/// alone.
final class HelpText {

    private final Texts help;

    HelpText(Texts help) {
        this.help = help;
    }

    String root() {
        Map<String, String> entities = new LinkedHashMap<>();
        for (CommandTable row : CommandTable.values()) {
            entities.putIfAbsent(row.entity(), help.text(row.entity() + ".summary"));
        }
        return help.text("root.usage") + "\n\n" + list(help.text("root.list"), entities) + "\n"
                + help.text("root.footer") + "\n";
    }

    String entity(String entity) {
        Map<String, String> actions = new LinkedHashMap<>();
        Arrays.stream(CommandTable.values())
                .filter(row -> row.entity().equals(entity))
                .forEach(row -> actions.put(row.words(), help.text(row.key() + ".summary")));
        return help.text("entity.usage").replace("ENTITY", entity) + "\n\n" + help.text(entity + ".summary") + "\n\n"
                + list(help.text("entity.list"), actions) + "\n"
                + help.text("entity.footer").replace("ENTITY", entity) + "\n";
    }

    private static String list(String heading, Map<String, String> lines) {
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder list = new StringBuilder(heading).append('\n');
        lines.forEach((words, summary) -> list.append("  ")
                .append(words)
                .append(" ".repeat(width - words.length() + 2))
                .append(summary)
                .append('\n'));
        return list.toString();
    }
}
