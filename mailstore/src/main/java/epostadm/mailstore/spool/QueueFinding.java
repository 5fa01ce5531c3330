package epostadm.mailstore.spool;

import java.nio.file.Path;
import java.util.List;

/// What is wrong in a queue. docs/store-format.md, "Queue".
public sealed interface QueueFinding {

    /// Where it shows.
    Path path();

    /// A message whose envelope is gone: nobody knows whose it is.
    record LostEnvelope(Path path) implements QueueFinding {}

    /// An envelope whose message is gone.
    record LostBody(Path path) implements QueueFinding {}

    /// An envelope that says nothing that can be delivered; the line where that shows, 0 where something is
    /// missing.
    record DamagedEnvelope(Path path, int line, String found, String expected) implements QueueFinding {}

    /// An envelope that names another message than its file does.
    record OtherId(Path path, String named) implements QueueFinding {}

    /// One id in several places: which of them is the message?
    record Twice(Path path, List<Path> others) implements QueueFinding {
        public Twice {
            others = List.copyOf(others);
        }
    }

    /// A domain's directory that no message waits in.
    record EmptyDomain(Path path) implements QueueFinding {}

    /// A message for a domain that can be none, which waits for what will not come.
    record BadDomain(Path path) implements QueueFinding {}

    /// What is no part of a queue, or a symbolic link.
    record Stray(Path path) implements QueueFinding {}

    /// What the system does not let be read.
    record Unreadable(Path path, String reason) implements QueueFinding {}
}
