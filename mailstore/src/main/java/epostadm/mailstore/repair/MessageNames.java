package epostadm.mailstore.repair;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.journal.PlannedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The names of a directory of messages as they will be, while its cures are planned one after the other.
///
/// A name that becomes free is not given again: what is done can then be told by names alone, step by step.
final class MessageNames {

    private final StorePaths paths;
    private final Path directory;

    /// By the name that each message will have: where it lies now.
    private final NavigableMap<String, Path> messages = new TreeMap<>();

    /// Messages that nobody saw as such before, by the names that they will have.
    private final List<String> brought = new ArrayList<>();

    private final Set<String> rewritten = new HashSet<>();

    /// In lower case, since some systems tell no cases apart.
    private final Set<String> taken = new HashSet<>();

    MessageNames(MeasuredFolder folder, StorePaths paths, boolean root) {
        FolderListing listing = folder.listing();
        this.paths = paths;
        this.directory = listing.directory();
        listing.messages().forEach(message -> messages.put(message.fileName(), directory.resolve(message.fileName())));
        if (root) {
            listing.unreadable().forEach(name -> messages.put(name, directory.resolve(name)));
        }
        Stream.of(messages.keySet(), listing.directories(), listing.others(), listing.leftOvers(), folder.links())
                .flatMap(names -> names.stream().map(MessageNames::key))
                .forEach(taken::add);
        listing.unreadable().forEach(name -> taken.add(key(name)));
    }

    NavigableMap<String, Path> messages() {
        return messages;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    boolean isTaken(String name) {
        return taken.contains(key(name));
    }

    /// Whether a message of the names from `from` to before `to` has these bytes.
    boolean holds(Path file, String from, String to) throws IOException {
        for (Path message : messages.subMap(from, to).values()) {
            if (!message.equals(file) && Contents.same(message, file)) {
                return true;
            }
        }
        return false;
    }

    /// What is called `name` becomes a message, or another one than it was.
    void rename(String name, String newName, Treatment treatment) {
        Path now = messages.remove(name);
        if (now == null) {
            brought.add(newName);
        }
        taken.add(key(newName));
        messages.put(newName, now == null ? path(name) : now);
        treatment.steps.add(new PlannedStep.Move(relative(name), relative(newName)));
    }

    void remove(String name, Treatment treatment) {
        messages.remove(name);
        treatment.steps.add(new PlannedStep.Remove(relative(name)));
    }

    /// Messages without a byte go.
    void removeEmpty(Treatment treatment) throws IOException {
        for (String name : List.copyOf(messages.keySet())) {
            if (empty(messages.get(name))) {
                remove(name, treatment);
            }
        }
    }

    /// Messages with that fault are written as the store keeps them.
    void rewrite(Cure.Fault fault, Treatment treatment) throws IOException {
        for (String name : messages.keySet()) {
            rewrite(name, EnumSet.of(fault), treatment);
            if (fault == Cure.Fault.MIXED_LINE_ENDS && Contents.hasBareCr(messages.get(name))) {
                treatment.leave(Cure.Why.NOT_CERTAIN);
            }
        }
    }

    /// The same for those that a cure brought, which the check did not read.
    void rewriteBrought(Set<Cure.Fault> faults, Treatment treatment) throws IOException {
        for (String name : brought) {
            if (messages.containsKey(name)) {
                rewrite(name, faults, treatment);
            }
        }
    }

    private void rewrite(String name, Set<Cure.Fault> faults, Treatment treatment) throws IOException {
        Path now = messages.get(name);
        if (!rewritten.contains(name) && !Collections.disjoint(Contents.faults(now), faults)) {
            Contents.rewrite(now, path(name), paths, treatment);
            rewritten.add(name);
        }
    }

    String relative(String name) {
        return paths.relative(path(name));
    }

    static boolean empty(Path file) throws IOException {
        var attributes = Contents.attributes(file);
        return attributes.isRegularFile() && attributes.size() == 0;
    }

    /// What the file was called before a change of flags that was cut short.
    static String meant(String leftOver) {
        String name = leftOver;
        while (name.startsWith("~")) {
            name = name.substring(1);
        }
        return endsWith(name, ".~SG")
                ? name.substring(0, name.length() - MessageFileName.ENDING.length()) + MessageFileName.ENDING
                : name;
    }

    /// Whether it is of an append that was cut short: nobody was told that the message is there.
    static boolean ofAppend(String leftOver) {
        return endsWith(leftOver, ".$SG");
    }

    private static boolean endsWith(String name, String ending) {
        return key(name).endsWith(key(ending));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
