package epostadm.mailstore.change;

import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.SideFiles;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.folder.RenumberedSideFile;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.PlannedStep;
import epostadm.mailstore.journal.Proof;
import epostadm.mailstore.journal.ProofReader;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.mail.UidValidity;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.Folder;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.store.Mailbox;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// Plans the cure of a folder whose UIDs run out. docs/store-format.md, "IMAP folder".
public final class UidReset {

    /// How the name ends of the list of old and new UIDs that is kept with the change, behind the account's name.
    public static final String MAP = "-uid-map.csv";

    private static final List<String> NOT_CARRIED_OVER =
            List.of(UidFile.NAME, UidValidityFile.NAME, SideFiles.MESSAGES);

    private final MailStore store;
    private final Instant now;
    private final Progress progress;

    public UidReset(MailStore store, Instant now, Progress progress) {
        this.store = store;
        this.now = now;
        this.progress = progress;
    }

    /// @param messages how many messages the folder has, and their bytes
    /// @param oldName what the folder with its mail is called afterwards, the same where it is renumbered
    /// @param before the folder's UIDVALIDITY now
    /// @param after the UIDVALIDITY of the folder whose UIDs begin at 1
    /// @param uidNext the next UID of that folder
    public record Plan(
            Folder folder,
            Mailbox.Use messages,
            FolderName oldName,
            UidValidity before,
            UidValidity after,
            long uidNext,
            ChangePlan change) {}

    /// The vendor's cure: the folder with all its mail gets another name, and an empty one begins at UID 1.
    ///
    /// @param wanted the old folder's new name, or nothing for `OLD_` before its present one; a name that is taken
    ///     gets a number behind it
    public Plan rename(Account account, FolderName name, Optional<FolderName> wanted) throws IOException {
        Situation now = look(account, name);
        FolderName oldName = freeName(now, wanted.orElse(old(name)));
        Path target = now.directory(oldName);
        FolderListing listing = FolderListing.read(now.directory());
        Proof.Mail proof = new ProofReader(store.paths(), progress)
                .mail(listing, store.paths().relative(target));
        PlanBuilder plan = new PlanBuilder(store.paths());
        plan.makeDirectories(target.getParent());
        plan.move(now.directory(), target);
        if (!UidValidityFile.exists(now.directory())) {
            plan.putFileInto(
                    target, PlanBuilder.text(UidValidityFile.NAME, now.before().toString()));
        }
        plan.putDirectory(now.directory(), fresh(1, now.after()));
        plan.prove(proof);
        return now.plan(proof, oldName, 1, plan.plan("reset-uid", subject(account, name)));
    }

    /// All mail stays in the folder and gets new UIDs from 1, in the old order, with its flags and dates.
    ///
    /// The successor is built beside the folder from hard links and takes its place whole; folders below and files
    /// that are no messages follow it there; the old directory goes into quarantine.
    public Plan renumber(Account account, FolderName name) throws IOException {
        Situation now = look(account, name);
        FolderListing listing = FolderListing.read(now.directory());
        String path = store.paths().relative(now.directory());
        Proof.Mail proof = new ProofReader(store.paths(), progress).mail(listing, path);
        List<PlannedStep.Link> links = renumbered(listing);
        long uidNext = links.size() + 1L;
        PlanBuilder plan = new PlanBuilder(store.paths());
        Path aside = PlanBuilder.freeName(
                now.directory().resolveSibling("~" + now.directory().getFileName()), "old");
        plan.move(now.directory(), aside);
        List<PlannedStep.NamedContent> files = new ArrayList<>(fresh(uidNext, now.after()));
        RenumberedSideFile.of(now.directory(), listing.messages(), now.before(), now.after())
                .map(text -> PlanBuilder.text(SideFiles.MESSAGES, text))
                .ifPresent(files::add);
        plan.putLinks(now.directory(), links, files);
        Stream.of(listing.directories(), listing.others(), listing.leftOvers(), listing.unreadable())
                .flatMap(List::stream)
                .filter(this::carriedOver)
                .forEach(file -> plan.move(aside.resolve(file), now.directory().resolve(file)));
        plan.remove(aside);
        plan.prove(proof);
        plan.attach(account.entry().name() + MAP, map(listing, links));
        return now.plan(proof, name, uidNext, plan.plan("reset-uid", subject(account, name)));
    }

    /// The names of files are case-blind on the Windows edition. docs/store-format.md, "Editions".
    private boolean carriedOver(String file) {
        boolean caseBlind = store.edition() == Edition.WINDOWS;
        return NOT_CARRIED_OVER.stream().noneMatch(name -> caseBlind ? name.equalsIgnoreCase(file) : name.equals(file));
    }

    /// A folder, and the values that its reset goes from and to.
    private record Situation(Mailbox mailbox, Folder folder, UidValidity before, UidValidity after) {

        Path directory() {
            return folder.directory();
        }

        /// Where a folder of that name would lie: in the directory of the folder above where there is one, however
        /// that is spelt.
        Path directory(FolderName name) throws IOException {
            List<String> names = name.directoryNames(mailbox.edition());
            Optional<FolderName> above = name.parent();
            if (above.isEmpty()) {
                return mailbox.root().resolve(names.getFirst());
            }
            Optional<Folder> there = mailbox.folder(above.get());
            Path parent = there.isPresent() ? there.get().directory() : directory(above.get());
            return parent.resolve(names.getLast());
        }

        Plan plan(Proof.Mail proof, FolderName oldName, long uidNext, ChangePlan change) {
            return new Plan(
                    folder, new Mailbox.Use(proof.messages(), proof.bytes()), oldName, before, after, uidNext, change);
        }
    }

    private Situation look(Account account, FolderName name) throws IOException {
        Refusal unknown = new Refusal.UnknownFolder(account.entry().name(), name.toString());
        Mailbox mailbox = account.mailbox().orElseThrow(() -> new RefusedException(unknown));
        Optional<Path> link = mailbox.link(name);
        if (link.isPresent()) {
            throw new RefusedException(new Refusal.LeadsOutOfStore(link.get()));
        }
        Folder folder = mailbox.folder(name).orElseThrow(() -> new RefusedException(unknown));
        return new Situation(mailbox, folder, UidValidityFile.read(folder.directory()), above(mailbox, folder));
    }

    /// A value above all that the account's folders have or had: the highest one lives on in the folder it is given
    /// to.
    private UidValidity above(Mailbox mailbox, Folder folder) throws IOException {
        Optional<UidValidity> highest = Optional.empty();
        for (Folder one : mailbox.folders()) {
            UidValidity used = UidValidityFile.read(one.directory());
            if (highest.isEmpty() || used.compareTo(highest.get()) > 0) {
                highest = Optional.of(used);
            }
        }
        return UidValidity.above(highest, now)
                .orElseThrow(() -> new RefusedException(new Refusal.UidValidityExhausted(folder.directory())));
    }

    private static FolderName old(FolderName name) {
        return named(name, "OLD_" + name.components().getLast());
    }

    /// The folder with another last component.
    private static FolderName named(FolderName name, String last) {
        List<String> components = new ArrayList<>(name.components());
        components.set(components.size() - 1, last);
        return new FolderName(components);
    }

    private FolderName freeName(Situation now, FolderName wanted) throws IOException {
        Optional<FolderName.Flaw> flaw = wanted.flaw(store.edition());
        if (flaw.isPresent()) {
            throw new RefusedException(new Refusal.BadFolderName(wanted.toString(), flaw.get()));
        }
        List<FolderName> taken =
                now.mailbox().folders().stream().map(Folder::name).toList();
        if (now.directory(wanted).getParent().startsWith(now.directory())) {
            throw new RefusedException(new Refusal.NameTaken(now.directory()));
        }
        FolderName candidate = wanted;
        for (int i = 2; isTaken(candidate, taken, now); i++) {
            candidate = named(wanted, wanted.components().getLast() + "_" + i);
        }
        return candidate;
    }

    /// Case-blind, as Windows is.
    private static boolean isTaken(FolderName name, List<FolderName> taken, Situation now) throws IOException {
        return taken.stream().anyMatch(one -> one.toString().equalsIgnoreCase(name.toString()))
                || StorePaths.taken(now.directory(name));
    }

    private static List<PlannedStep.NamedContent> fresh(long uidNext, UidValidity validity) {
        return List.of(
                PlanBuilder.text(UidFile.NAME, Long.toString(uidNext)),
                PlanBuilder.text(UidValidityFile.NAME, validity.toString()));
    }

    private static List<PlannedStep.Link> renumbered(FolderListing listing) {
        List<PlannedStep.Link> links = new ArrayList<>(listing.messages().size());
        for (StoredMessage message : listing.messages()) {
            Uid uid = Uid.of(links.size() + 1L);
            String newName = new MessageFileName.Numbered(uid, message.flags()).text();
            links.add(new PlannedStep.Link(listing.directory().resolve(message.fileName()), newName));
        }
        return links;
    }

    private static AtomicFile.Content map(FolderListing listing, List<PlannedStep.Link> links) {
        return out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter csv = new CSVPrinter(
                    writer, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
            csv.printRecord("old_uid", "new_uid", "old_file", "new_file");
            for (int i = 0; i < links.size(); i++) {
                StoredMessage message = listing.messages().get(i);
                csv.printRecord(
                        message.uid(), i + 1, message.fileName(), links.get(i).newName());
            }
            csv.flush();
        };
    }

    private static String subject(Account account, FolderName name) {
        return account.entry().name() + "@" + account.domain() + " " + name;
    }
}
