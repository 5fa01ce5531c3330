package epostadm.mailstore.hierarchy;

import epostadm.mailstore.mail.FolderName;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What folders are used for, one folder a use: that which was made for it, or else the first that is called as
/// Japanese and English mail programs call theirs. RFC 6154; docs/store-format.md, "Folders of ours".
final class UsesByName {

    /// In this order; whatever the case, and whether kana are of full or half width.
    private static final Map<SpecialUse, List<String>> NAMES = Map.of(
            SpecialUse.SENT,
            List.of("Sent", "Sent Items", "Sent Messages", "Sent Mail", "送信済みトレイ", "送信済みアイテム", "送信済みメール", "送信済み"),
            SpecialUse.DRAFTS,
            List.of("Drafts", "Draft", "下書き"),
            SpecialUse.TRASH,
            List.of("Trash", "Deleted Items", "Deleted Messages", "ゴミ箱", "ごみ箱", "削除済みアイテム", "削除済み"),
            SpecialUse.JUNK,
            List.of("Junk", "Spam", "Junk E-mail", "Junk Email", "Junk Mail", "迷惑メール"),
            SpecialUse.ARCHIVE,
            List.of("Archive", "Archives", "アーカイブ"));

    /// Uses that folders can be made for: the others are views of all folders, which this store has none of.
    static final Set<SpecialUse> OFFERED = Set.copyOf(NAMES.keySet());

    private UsesByName() {}

    /// @param selectable the folders that hold messages
    static Map<FolderName, Set<SpecialUse>> of(Set<FolderName> selectable, FolderNotes notes) {
        Map<FolderName, Set<SpecialUse>> uses = new HashMap<>();
        Map<SpecialUse, FolderName> chosen = new EnumMap<>(SpecialUse.class);
        for (SpecialUse use : NAMES.keySet()) {
            notes.uses(use).stream().filter(selectable::contains).findFirst().ifPresent(name -> chosen.put(use, name));
        }
        Set<FolderName> taken = Set.copyOf(chosen.values());
        Map<String, FolderName> byKey = byKey(selectable, name -> !taken.contains(name));
        NAMES.forEach((use, names) -> {
            if (!chosen.containsKey(use)) {
                first(names, byKey).ifPresent(name -> chosen.put(use, name));
            }
        });
        chosen.forEach((use, name) -> uses.computeIfAbsent(name, _ -> EnumSet.noneOf(SpecialUse.class))
                .add(use));
        return uses;
    }

    /// Those that lie in the mailbox root, and, behind `INBOX/`, in INBOX.
    private static Map<String, FolderName> byKey(Set<FolderName> folders, Predicate<FolderName> wanted) {
        Map<String, FolderName> byKey = new HashMap<>();
        for (FolderName name : folders) {
            int depth = name.components().size();
            boolean inInbox =
                    depth == 2 && name.parent().filter(FolderName::isInbox).isPresent();
            if ((depth == 1 || inInbox) && wanted.test(name)) {
                String key = (inInbox ? "INBOX/" : "") + key(name.components().getLast());
                byKey.merge(key, name, (a, b) -> TreeOrder.NAMES.compare(a, b) <= 0 ? a : b);
            }
        }
        return byKey;
    }

    private static Optional<FolderName> first(List<String> names, Map<String, FolderName> byKey) {
        return Stream.concat(names.stream().map(UsesByName::key), names.stream().map(name -> "INBOX/" + key(name)))
                .map(byKey::get)
                .filter(name -> name != null)
                .findFirst();
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
