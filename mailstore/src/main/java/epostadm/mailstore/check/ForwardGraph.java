package epostadm.mailstore.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the mailboxes of a store forward to each other: what no single one of them shows.
final class ForwardGraph {

    private static final Set<String> ADMINISTRATORS = Set.of("postmaster", "administrator", "admin");

    private final AddressBook book;
    private final Map<String, Forwarding> byAddress = new LinkedHashMap<>();

    ForwardGraph(AddressBook book) {
        this.book = book;
    }

    void add(Forwarding forwarding) {
        byAddress.putIfAbsent(forwarding.address(), forwarding);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String address : byAddress.keySet()) {
            circles(address, done, findings);
        }
        for (Forwarding forwarding : byAddress.values()) {
            for (String target : forwarding.targets()) {
                String meant = book.meant(target);
                boolean administrator = ADMINISTRATORS.contains(meant.substring(0, Math.max(meant.indexOf('@'), 0)));
                if (administrator && forwardsOn(meant) && !meant.equals(forwarding.address())) {
                    findings.add(new ForwardFinding.ForwardThroughAdministrator(forwarding.file(), target));
                }
            }
        }
        return findings;
    }

    private boolean forwardsOn(String address) {
        return byAddress.containsKey(address)
                && !byAddress.get(address).targets().isEmpty();
    }

    /// One step of a walk: a mailbox, and which of its targets is to be followed next.
    private static final class Step {
        private final String address;
        private int next;

        Step(String address) {
            this.address = address;
        }
    }

    /// Walks along all targets, without recursion, since chains may be long; each mailbox is left only once.
    private void circles(String start, Set<String> done, List<Finding> findings) {
        if (!done.add(start)) {
            return;
        }
        List<Step> way = new ArrayList<>(List.of(new Step(start)));
        Map<String, Integer> onWay = new LinkedHashMap<>(Map.of(start, 0));
        while (!way.isEmpty()) {
            Step step = way.getLast();
            List<String> targets = byAddress.get(step.address).targets();
            if (step.next == targets.size()) {
                way.removeLast();
                onWay.remove(step.address);
                continue;
            }
            String meant = book.meant(targets.get(step.next++));
            if (onWay.containsKey(meant)) {
                List<String> circle = way.subList(onWay.get(meant), way.size()).stream()
                        .map(each -> each.address)
                        .toList();
                findings.add(new ForwardFinding.ForwardLoop(byAddress.get(meant).file(), circle));
            } else if (byAddress.containsKey(meant) && done.add(meant)) {
                onWay.put(meant, way.size());
                way.add(new Step(meant));
            }
        }
    }
}
