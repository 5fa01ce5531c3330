package epostadm.mailstore.check;

import epostadm.mailstore.mail.Edition;
import java.util.List;
import java.util.function.Consumer;

/// One thing that is wrong with a [HealthyStore], and the one kind of finding that it must give.
record Damage(String name, FindingKind kind, boolean deep, List<Edition> editions, Consumer<HealthyStore> done) {

    static Damage damage(String name, FindingKind kind, Consumer<HealthyStore> done) {
        return new Damage(name, kind, false, List.of(Edition.values()), done);
    }

    /// What only the bytes of messages show.
    static Damage deep(String name, FindingKind kind, Consumer<HealthyStore> done) {
        return new Damage(name, kind, true, List.of(Edition.values()), done);
    }

    /// What only the BSD edition, or a file system such as it runs on, can have.
    static Damage bsd(String name, FindingKind kind, Consumer<HealthyStore> done) {
        return new Damage(name, kind, false, List.of(Edition.BSD), done);
    }

    @Override
    public String toString() {
        return kind.id() + " " + name;
    }
}
