package epostadm.cli.command;

import epostadm.cli.console.Texts;
import epostadm.server.config.ConfigProblem;
import java.nio.file.Path;
import java.util.List;

/// What is wrong in the server's file, in words: `file:line: what was found, what was expected`.
final class ConfigTexts {

    private final Path file;
    private final Texts texts;

    ConfigTexts(Path file, Texts texts) {
        this.file = file;
        this.texts = texts;
    }

    String line(ConfigProblem problem) {
        String place = problem.line() > 0 ? file + ":" + problem.line() : file.toString();
        return "epostadm: " + place + ": " + sentence(problem);
    }

    private String sentence(ConfigProblem problem) {
        return switch (problem) {
            case ConfigProblem.Syntax(int _, String what) -> texts.text("config.syntax", what);
            case ConfigProblem.MissingKey(int _, String key) -> texts.text("config.missing", key);
            case ConfigProblem.WrongValue(int _, String key, String found, String expected) ->
                texts.text("config.wrong", key, found, expected);
            case ConfigProblem.UnknownKey(int _, String key, List<String> known) -> unknown(key, known);
        };
    }

    private String unknown(String key, List<String> known) {
        String word = key.substring(key.lastIndexOf('.') + 1);
        List<String> near = NearWords.of(word, known);
        return near.isEmpty()
                ? texts.text("config.unknown", key, String.join(", ", known))
                : texts.text("config.unknown-near", key, String.join(", ", near));
    }
}
