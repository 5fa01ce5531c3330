package epostadm.cli.console;

import java.util.Locale;

/// The form in which a command's output leaves: for people, for programs, for spreadsheets, for a browser or paper.
public enum OutputFormat {
    TEXT,
    JSON,
    CSV,
    HTML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
