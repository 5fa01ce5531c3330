package epostadm.cli.console;

import java.util.Locale;

/// The form in which a command's output leaves: for people, for programs, for spreadsheets.
public enum OutputFormat {
    TEXT,
    JSON,
    CSV;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
