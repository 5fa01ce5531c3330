package epostadm.mailstore.stats;

import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StoreLayout;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A name among the mailbox roots: an account's, one that was put aside, or no directory at all.
record Root(Path directory, Optional<DomainName> domain) {

    String name() {
        return directory.getFileName().toString();
    }

    boolean aside() {
        return name().startsWith("~");
    }

    /// All of the scope, in the order of domain and name.
    static List<Root> of(StoreLayout layout, StatsScope scope) throws IOException {
        if (scope.domain().isPresent()
                && !layout.domains().contains(scope.domain().get())) {
            throw new RefusedException(new Refusal.UnknownDomain(scope.domain().get(), layout.domains()));
        }
        StorePaths paths = layout.paths();
        List<Root> roots = new ArrayList<>();
        List<DomainName> common = new ArrayList<>();
        for (DomainName domain : layout.domains()) {
            if (layout.of(domain) == Layout.COMMON) {
                common.add(domain);
            } else if (scope.domain().isEmpty() || scope.domain().get().equals(domain)) {
                add(paths, paths.roots(domain, Layout.PER_DOMAIN), Optional.of(domain), List.of(), scope, roots);
            }
        }
        // Also without a domain: nothing that lies there is overlooked.
        if (scope.domain().isEmpty() || common.contains(scope.domain().get())) {
            Optional<DomainName> only = common.size() == 1 ? Optional.of(common.getFirst()) : Optional.empty();
            add(paths, paths.inbox(), only, layout.domains(), scope, roots);
        }
        roots.sort(Comparator.comparing(
                        (Root root) -> root.domain().map(DomainName::text).orElse(""))
                .thenComparing(Root::name));
        return roots;
    }

    private static void add(
            StorePaths paths,
            Path directory,
            Optional<DomainName> domain,
            List<DomainName> others,
            StatsScope scope,
            List<Root> roots)
            throws IOException {
        if (!paths.contained(directory) || !Files.isDirectory(directory)) {
            return;
        }
        for (String name : FolderListing.names(directory)) {
            boolean mailbox = others.stream().noneMatch(other -> other.text().equalsIgnoreCase(name));
            if (mailbox && scope.includes(name)) {
                roots.add(new Root(directory.resolve(name), domain));
            }
        }
    }
}
