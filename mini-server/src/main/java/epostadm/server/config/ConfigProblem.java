package epostadm.server.config;

import java.util.List;

/// What is wrong in a configuration file, and in which line.
public sealed interface ConfigProblem {

    /// Counted from 1; 0 where the file as a whole is meant.
    int line();

    /// No TOML.
    record Syntax(int line, String what) implements ConfigProblem {}

    /// @param known the keys that could stand there
    record UnknownKey(int line, String key, List<String> known) implements ConfigProblem {}

    /// @param expected what could stand there, as one would type it
    record WrongValue(int line, String key, String found, String expected) implements ConfigProblem {}

    record MissingKey(int line, String key) implements ConfigProblem {}
}
