package epostadm.server.imap.search.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who answers whom: step 1 of RFC 5256's REFERENCES. No link ever closes a loop.
final class ReferenceLinks {

    /// Of more references than that in one message, the last ones count.
    private static final int MOST_REFERENCES = 2000;

    /// A message id, with its message where there is one.
    private static final class Place {
        private Optional<ThreadMessage> message = Optional.empty();
        private Place parent;
        private boolean parental;

        /// Some ancestor, as it was found in that era.
        private Place ancestor;

        private int era;
    }

    private final Map<String, Place> places = new HashMap<>();

    /// In the order in which they were met.
    private final List<Place> all = new ArrayList<>();

    /// A new one begins whenever a link is broken.
    private int era = 1;

    /// Messages come in the order of their sequence numbers.
    ///
    /// @param id empty where it has none
    void add(ThreadMessage message, String id, List<String> references) {
        Place place = id.isEmpty() ? newPlace() : places.computeIfAbsent(id, _ -> newPlace());
        if (place.message.isPresent()) {
            // The first message keeps the id.
            place = newPlace();
        }
        place.message = Optional.of(message);
        Place last = null;
        int from = Math.max(0, references.size() - MOST_REFERENCES);
        for (String reference : references.subList(from, references.size())) {
            Place referred = places.computeIfAbsent(reference, _ -> newPlace());
            if (last != null && referred.parent == null) {
                link(last, referred);
            }
            last = referred;
        }
        breakLink(place);
        if (last != null) {
            link(last, place);
        }
    }

    private Place newPlace() {
        Place place = new Place();
        all.add(place);
        return place;
    }

    private void breakLink(Place child) {
        if (child.parent != null) {
            child.parent = null;
            era++;
        }
    }

    /// The child has no parent: it is above the parent only if it is the root there.
    private void link(Place parent, Place child) {
        if (parent != child && !(child.parental && root(parent) == child)) {
            child.parent = parent;
            parent.parental = true;
        }
    }

    private Place root(Place from) {
        Place root = from;
        while (above(root) != null) {
            root = above(root);
        }
        for (Place at = from; at != root; ) {
            Place next = above(at);
            at.ancestor = root;
            at.era = era;
            at = next;
        }
        return root;
    }

    private Place above(Place place) {
        return place.era == era ? place.ancestor : place.parent;
    }

    /// Step 2: those without parents, their children under them.
    List<ThreadContainer> roots() {
        Map<Place, ThreadContainer> containers = new HashMap<>();
        all.forEach(place -> containers.put(place, new ThreadContainer(place.message)));
        List<ThreadContainer> roots = new ArrayList<>();
        for (Place place : all) {
            ThreadContainer container = containers.get(place);
            if (place.parent == null) {
                roots.add(container);
            } else {
                containers.get(place.parent).add(container);
            }
        }
        return roots;
    }
}
