package epostadm.mailstore.repair;

import epostadm.mailstore.disk.MeasuredFolder;
import epostadm.mailstore.disk.MessageFileName;
import epostadm.mailstore.disk.StorePaths;
import java.io.IOException;
import java.util.Locale;

/// Plans the cures of the arrivals of one mailbox root, where every name that ends as a message's is one.
/// docs/store-format.md, "Mailbox root".
final class RootTreatment {

    private final MeasuredFolder root;
    private final MessageNames names;

    RootTreatment(MeasuredFolder root, StorePaths paths) {
        this.root = root;
        this.names = new MessageNames(root, paths, true);
    }

    MessageNames names() {
        return names;
    }

    void settleLeftOvers(Treatment treatment) throws IOException {
        for (String name : root.listing().leftOvers().stream().sorted().toList()) {
            String meant = MessageNames.meant(name);
            if (!Contents.attributes(names.path(name)).isRegularFile()) {
                treatment.leave(Cure.Why.OUT_OF_REACH);
            } else if (MessageNames.ofAppend(name) || MessageNames.empty(names.path(name))) {
                names.remove(name, treatment);
            } else if (names.messages().containsKey(meant)
                    && Contents.same(names.messages().get(meant), names.path(name))) {
                names.remove(name, treatment);
            } else {
                names.rename(name, free(meant), treatment);
            }
        }
    }

    /// The name, or with a number as the branches of a message have it. docs/store-format.md, "Queue".
    private String free(String meant) {
        String stem = meant.substring(0, meant.length() - MessageFileName.ENDING.length());
        while (stem.startsWith(".") || stem.startsWith("~")) {
            stem = stem.substring(1);
        }
        String base = stem.isEmpty() ? "restored" : stem;
        String name = base + MessageFileName.ENDING;
        for (int i = 1; names.isTaken(name); i++) {
            name = base + String.format(Locale.ROOT, "-%03d", i) + MessageFileName.ENDING;
        }
        return name;
    }
}
