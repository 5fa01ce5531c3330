package epostadm.mailstore.check;

import epostadm.mailstore.control.AddressList;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks at where a mailbox's mail is forwarded to. docs/store-format.md, "ims.ctl".
record ForwardCheck(AddressBook book, Edition edition, Path work) {

    private static final String FILE = "file:";
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern WINDOWS_PATH = Pattern.compile("[A-Za-z]:[\\\\/].*|.*\\\\.*");

    /// What it forwards to, for whoever looks for circles.
    Optional<Forwarding> check(MailboxPlace place, RootFiles files, List<Finding> findings) throws IOException {
        Path file = files.find(ImsCtl.NAME).orElse(files.root());
        Optional<ImsCtl> read = readAgain(files);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> target = read.get().forwardTo();
        if (target.isEmpty()) {
            if (read.get().discard()) {
                findings.add(new ForwardFinding.DiscardWithoutForward(file));
            }
            return Optional.empty();
        }
        String domain = place.domain().map(name -> "@" + name).orElse("");
        List<String> targets = new ArrayList<>();
        for (String address : addresses(target.get(), file, files, findings)) {
            String whole = address.indexOf('@') < 0 ? address + domain : address;
            if (!usable(whole)) {
                findings.add(new ForwardFinding.ForwardNoAddress(file, ControlText.shown(address)));
                continue;
            }
            targets.add(whole);
            switch (book.of(whole)) {
                case FINE -> {}
                case RETIRED -> findings.add(new ForwardFinding.ForwardToRetired(file, whole));
                case UNKNOWN -> findings.add(new ForwardFinding.ForwardToUnknown(file, whole));
            }
        }
        return Optional.of(new Forwarding(AddressBook.key(place.name() + domain), file, targets));
    }

    /// A file that cannot be read has been found already.
    private static Optional<ImsCtl> readAgain(RootFiles files) throws IOException {
        return files.read(ImsCtl.NAME, ImsCtl::read, new ArrayList<>());
    }

    private List<String> addresses(String target, Path file, RootFiles files, List<Finding> findings)
            throws IOException {
        if (!target.regionMatches(true, 0, FILE, 0, FILE.length())) {
            return List.of(target);
        }
        String path = target.substring(FILE.length()).strip();
        Optional<Path> list = AddressList.locate(path, files.root(), edition, work)
                .filter(found -> Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS));
        if (list.isEmpty()) {
            findings.add(new ForwardFinding.ForwardListMissing(file, path));
            return List.of();
        }
        if (foreign(path)) {
            findings.add(new ForwardFinding.ForwardListForeignPath(file, path, list.get()));
        } else if (elsewhere(path, list.get())) {
            findings.add(new ForwardFinding.ForwardListOutsideStore(file, path, list.get()));
        }
        try {
            return AddressList.read(list.get());
        } catch (FileSystemException | RefusedException e) {
            findings.add(FolderCheck.notReadable(list.get(), e));
            return List.of();
        }
    }

    private boolean foreign(String path) {
        return edition == Edition.BSD ? WINDOWS_PATH.matcher(path).matches() : path.startsWith("/");
    }

    /// Whether the path, which must be absolute, is another file's than the list that has its last name.
    private static boolean elsewhere(String path, Path list) throws IOException {
        try {
            Path named = list.getFileSystem().getPath(path);
            return named.isAbsolute() && !(Files.exists(named) && Files.isSameFile(named, list));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean usable(String address) {
        int at = address.lastIndexOf('@');
        return at > 0
                && at < address.length() - 1
                && address.length() <= LONGEST_ADDRESS
                && address.chars().noneMatch(c -> c <= ' ' || c == 0x7F || "<>(),;:".indexOf(c) >= 0);
    }
}
