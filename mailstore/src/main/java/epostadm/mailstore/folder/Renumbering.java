package epostadm.mailstore.folder;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StoredMessage;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.mail.Uid;
import epostadm.mailstore.mail.UidValidity;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives a folder whose UIDs have come to their end new ones from 1, in the old order, under a raised UIDVALIDITY.
///
/// The side file says first what will be, so that a crash at any point can be made good: the messages are renamed
/// in ascending order, each to a UID no higher than its own, so that every name is free. docs/store-format.md, "The
/// end of UIDs".
final class Renumbering {

    private Renumbering() {}

    /// Of a folder at work; its views are gone. Where it fails, the folder is too, and is made good when it is
    /// opened.
    static void run(FolderState folder) throws IOException {
        UidValidity validity = UidValidity.above(
                        Optional.of(UidValidity.of(folder.era.uidValidity())),
                        folder.house.clock().instant())
                .orElseThrow(() -> new RefusedException(new Refusal.UidValidityExhausted(folder.directory.path())));
        long oldNext = folder.uids.next();
        List<LiveMessage> old = List.copyOf(folder.roll.present());
        try {
            begin(folder, old, validity, true);
            FolderDirectory directory = folder.directory;
            directory.write(SideFile.NAME, folder.sideText() + SideText.RENUMBERING + " " + oldNext + "\n");
            directory.write(UidValidityFile.NAME, validity.toString());
            List<LiveMessage> now = folder.roll.present();
            for (int i = 0; i < old.size(); i++) {
                rename(folder, old.get(i).fileName(), now.get(i).fileName());
            }
            folder.uids.restart(old.size() + 1L);
        } catch (IOException | RuntimeException e) {
            folder.disappear();
            throw e;
        }
        folder.side.outdated();
        folder.trouble(folder.directory.path() + ": its UIDs came to their end; " + old.size()
                + " messages have new ones from 1 on, UIDVALIDITY is " + validity);
    }

    /// Raises the UIDVALIDITY and leaves the UIDs as they are; views are gone.
    static void raise(FolderState folder, UidValidity validity) throws IOException {
        try {
            begin(folder, List.copyOf(folder.roll.present()), validity, false);
            // In this order: with the old value the new side file would mean nothing, and it is raised once more.
            folder.directory.write(SideFile.NAME, folder.sideText());
            folder.directory.write(UidValidityFile.NAME, validity.toString());
        } catch (IOException | RuntimeException e) {
            folder.disappear();
            throw e;
        }
        folder.side.outdated();
    }

    private static void begin(FolderState folder, List<LiveMessage> old, UidValidity validity, boolean anew) {
        Roll roll = folder.roll;
        // RFC 8474 section 4: with other UIDs it is another mailbox.
        String id = anew ? Opening.newId() : folder.era.folderId();
        Era era = new Era(folder, id, validity.value());
        long modSeq = roll.nextModSeq();
        long firstRecent = anew ? UidRanges.indexOf(old, roll.recentFrom()) + 1L : roll.recentFrom();
        List<LiveMessage> messages = new ArrayList<>(old.size());
        for (LiveMessage one : old) {
            long uid = anew ? messages.size() + 1L : one.uid();
            LiveMessage message = LiveMessage.named(era, uid, one.flags(), one.fileName());
            message.modSeq(modSeq);
            message.savedAt(one.savedSeconds());
            message.emailId(one.emailId());
            messages.add(message);
        }
        old.forEach(LiveMessage::expunge);
        roll.dismiss();
        folder.era = era;
        roll.begin(messages, new ExpungedHistory(modSeq), firstRecent);
    }

    private static void rename(FolderState folder, String from, String to) throws IOException {
        if (from.equals(to)) {
            return;
        }
        FolderDirectory directory = folder.directory;
        try {
            directory.rename(from, to);
        } catch (FileAlreadyExistsException e) {
            // A second file of a UID, which is not shown: it becomes a left-over for an administrator to judge.
            directory.rename(to, "~" + to);
            folder.trouble(directory.file("~" + to) + ": put aside, it had the UID of another message");
            directory.rename(from, to);
        }
    }

    /// Goes on with a renumbering that was cut short, before the folder is read.
    ///
    /// @return whether what the side file says is so now
    static boolean finish(FolderState folder, Recollection memory) throws IOException {
        FolderDirectory directory = folder.directory;
        if (UidValidityFile.read(directory.path()).value() > memory.uidValidity()) {
            return false;
        }
        long old = memory.renumbering();
        boolean counting = UidFile.read(directory.path()) instanceof UidFile.Content.Next(long next) && next != old;
        FolderListing listing = directory.list();
        List<StoredMessage> messages = Reconciliation.singles(folder, listing, List.of());
        if (!counting && messages.size() != messages(memory)) {
            return false;
        }
        directory.write(UidValidityFile.NAME, Long.toString(memory.uidValidity()));
        if (!counting) {
            long uid = 0;
            for (StoredMessage message : messages) {
                uid++;
                rename(
                        folder,
                        message.fileName(),
                        message.uid().value() == uid
                                ? message.fileName()
                                : new MessageFileName.Numbered(Uid.of(uid), message.flags()).text());
            }
            folder.uids.restart(uid + 1);
        }
        folder.trouble(directory.path() + ": the renumbering that was cut short is finished");
        return true;
    }

    private static long messages(Recollection memory) {
        return memory.states().stream()
                .flatMap(states -> states.uids().stream())
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }
}
