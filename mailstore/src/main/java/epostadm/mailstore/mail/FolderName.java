package epostadm.mailstore.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An IMAP folder's name as a path of decoded components, with `/` between them.
///
/// No component, written as a directory's name, can lead out of the mailbox root on Unix or Windows. The first
/// component
/// `INBOX` is case-blind (RFC 9051 section 5.1) and kept in upper case. docs/store-format.md, "IMAP folder".
public record FolderName(List<String> components) {

    public static final FolderName INBOX = of("INBOX");

    private static final String SEPARATOR = "/";
    private static final int LONGEST_DIRECTORY_NAME = 255;
    private static final String FORBIDDEN_ON_WINDOWS = "<>:\"|?*";
    private static final Set<String> FILES_OF_A_FOLDER = Set.of(
            "uid",
            "uidvalidity",
            "rid",
            "store",
            "fetch",
            "imap.idx",
            "epostadm-messages.txt",
            "epostadm-folders.txt",
            "apop.dat",
            "smtpauth.dat",
            "size.ctl",
            "ims.ctl",
            "sender.dat",
            "mail.dat",
            "usetime.dat",
            "effect.dat",
            "autoreply.txt",
            "autorply.txt",
            "noreply.txt",
            "replied.txt",
            "permitfrom.txt");

    /// What speaks against making a folder of that name, though it is safe and an existing one can be read.
    public enum Flaw {
        /// `CON`, `NUL`, `COM1` and the like name devices on Windows.
        RESERVED_BY_WINDOWS,
        /// Windows drops dots and spaces at a name's end, so that the name would become another one.
        DOT_OR_SPACE_AT_END,
        /// One of `<>:"|?*`, which Windows has in no file's name.
        FORBIDDEN_ON_WINDOWS,
        /// The name of a file that the server keeps, or that means something to it by being there.
        NAME_OF_A_STORE_FILE,
        /// Over 255 characters as a directory's name.
        TOO_LONG
    }

    public FolderName {
        components = normal(components);
        if (!valid(components)) {
            throw new IllegalArgumentException("not a folder name: " + components);
        }
    }

    public static FolderName of(String... components) {
        return new FolderName(List.of(components));
    }

    /// The folder that a decoded name with `/` between its components means, or nothing where it can mean none.
    public static Optional<FolderName> parse(String name) {
        return ofValid(Arrays.asList(name.split(SEPARATOR, -1)));
    }

    /// The folder that lies in a directory below the mailbox root, or nothing where one of the names is not
    /// modified UTF-7 or would be no safe component. The inbox directory is recognised in any case, whatever the
    /// edition.
    public static Optional<FolderName> ofDirectory(List<String> directoryNames) {
        List<String> decoded = directoryNames.stream()
                .map(ModifiedUtf7::decode)
                .flatMap(Optional::stream)
                .toList();
        return decoded.size() == directoryNames.size() ? ofValid(decoded) : Optional.empty();
    }

    private static Optional<FolderName> ofValid(List<String> components) {
        return valid(components) ? Optional.of(new FolderName(components)) : Optional.empty();
    }

    /// The directories from the mailbox root down to the folder.
    public List<String> directoryNames(Edition edition) {
        Stream<String> below = components.stream().skip(isInInbox() ? 1 : 0).map(ModifiedUtf7::encode);
        return (isInInbox() ? Stream.concat(Stream.of(edition.inboxDirectory()), below) : below).toList();
    }

    /// The first thing that speaks against making this folder in a store of that edition, if any.
    public Optional<Flaw> flaw(Edition edition) {
        return directoryNames(edition).stream()
                .map(name -> flaw(name, edition))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Flaw> flaw(String directory, Edition edition) {
        if (edition == Edition.WINDOWS) {
            if (WindowsNames.reserved(directory)) {
                return Optional.of(Flaw.RESERVED_BY_WINDOWS);
            }
            if (directory.endsWith(".") || directory.endsWith(" ")) {
                return Optional.of(Flaw.DOT_OR_SPACE_AT_END);
            }
            if (directory.chars().anyMatch(c -> FORBIDDEN_ON_WINDOWS.indexOf(c) >= 0)) {
                return Optional.of(Flaw.FORBIDDEN_ON_WINDOWS);
            }
        }
        String lowerCase = directory.toLowerCase(Locale.ROOT);
        if (FILES_OF_A_FOLDER.contains(lowerCase) || lowerCase.startsWith("$") || lowerCase.endsWith(".msg")) {
            return Optional.of(Flaw.NAME_OF_A_STORE_FILE);
        }
        return directory.length() > LONGEST_DIRECTORY_NAME ? Optional.of(Flaw.TOO_LONG) : Optional.empty();
    }

    public boolean isInbox() {
        return components.size() == 1 && isInInbox();
    }

    private boolean isInInbox() {
        return components.getFirst().equals("INBOX");
    }

    /// The folder above, or nothing for one that lies in the mailbox root itself.
    public Optional<FolderName> parent() {
        int size = components.size();
        return size == 1 ? Optional.empty() : Optional.of(new FolderName(components.subList(0, size - 1)));
    }

    public FolderName child(String component) {
        List<String> longer = new ArrayList<>(components);
        longer.add(component);
        return new FolderName(longer);
    }

    private static List<String> normal(List<String> components) {
        if (components.isEmpty() || !spellsInbox(components.getFirst())) {
            return List.copyOf(components);
        }
        List<String> upperCase = new ArrayList<>(components);
        upperCase.set(0, "INBOX");
        return List.copyOf(upperCase);
    }

    /// Case-blind in ASCII alone: `equalsIgnoreCase` would also take a dotless i.
    private static boolean spellsInbox(String component) {
        return component.length() == 5
                && component.chars().allMatch(c -> c < 0x80)
                && component.equalsIgnoreCase("INBOX");
    }

    private static boolean valid(List<String> components) {
        return !components.isEmpty() && components.stream().allMatch(FolderName::valid);
    }

    private static boolean valid(String component) {
        boolean onlyDotsAndSpaces = component.chars().allMatch(c -> c == '.' || c == ' ');
        boolean drive = component.length() > 1 && component.charAt(1) == ':';
        boolean putAside = component.startsWith("~");
        return !onlyDotsAndSpaces
                && !drive
                && !putAside
                && component.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
                && ModifiedUtf7.wellFormed(component);
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, components);
    }
}
