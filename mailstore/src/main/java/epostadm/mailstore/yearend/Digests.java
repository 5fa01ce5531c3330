package epostadm.mailstore.yearend;

import epostadm.mailstore.disk.RegularFile;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// By what a plan is known again: SHA-256, in hexadecimal, of the import text, of the domain's index, and of what
/// happens to whom. Mail that arrives, and aliases and forwards that are mended after the plan was read, do not
/// make it another one.
public record Digests(String importText, String index, String fates) {

    static Digests of(Path importText, Path index, List<Fate> fates) throws IOException {
        MessageDigest digest = sha256();
        for (Fate fate : fates) {
            digest.update((line(fate) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String ofFates = HexFormat.of().formatHex(digest.digest());
        // The vendor's program keeps its index elsewhere on Windows.
        try (InputStream text = RegularFile.openNamed(importText);
                InputStream accounts =
                        StorePaths.taken(index) ? RegularFile.open(index) : InputStream.nullInputStream()) {
            return new Digests(of(text), of(accounts), ofFates);
        }
    }

    /// Without the names that mailboxes get, which depend on the day.
    private static String line(Fate fate) {
        return switch (fate) {
            case Fate.Joins joins -> "joins " + joins.name() + (joins.putAside().isEmpty() ? "" : " after another");
            case Fate.Inherits inherits -> "inherits " + inherits.name() + " " + inherits.directory();
            case Fate.Stays stays -> "stays " + stays.name();
            case Fate.LeftAsIs left -> "left " + left.name();
            case Fate.Changes changes -> "changes " + changes.name() + " " + changes.columns();
            case Fate.Leaves leaves -> "leaves " + leaves.name();
            case Fate.IsRemoved removed -> "removed " + removed.name();
            case Fate.Remains remains -> "remains " + remains.name();
        };
    }

    private static String of(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[64 * 1024];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            digest.update(block, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
