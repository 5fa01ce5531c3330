package epostadm.mailstore.folder;

import epostadm.mailstore.mail.Flags;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// The flags of a message: those that its file's name shows, and keywords, which have no case (RFC 9051 section
/// 2.3.2). `$Forwarded` is in the name, never among the keywords.
public record MessageFlags(Flags system, SortedSet<String> keywords) {

    public MessageFlags {
        SortedSet<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        own.addAll(keywords);
        keywords = Collections.unmodifiableSortedSet(own);
    }
}
