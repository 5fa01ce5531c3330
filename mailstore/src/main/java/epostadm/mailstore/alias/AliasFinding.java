package epostadm.mailstore.alias;

import java.util.List;

/// Something about a line of the alias table that its writer may not have meant.
public sealed interface AliasFinding {

    int line();

    /// Whether mail goes astray or a line is without use; else it is only good to know.
    default boolean trouble() {
        return true;
    }

    /// The line is no alias; it is kept, and does nothing.
    record NoAlias(int line) implements AliasFinding {}

    /// An earlier line says the same.
    record Duplicate(int line, String alias, int first) implements AliasFinding {}

    /// An earlier line matches whatever this one would.
    record Shadowed(int line, String alias, int by, String byAlias) implements AliasFinding {}

    /// A `*` that does not stand right before `@` stands for nothing but itself.
    record MisplacedStar(int line, String alias) implements AliasFinding {}

    /// The address is of one of our domains, and nobody's.
    record UnknownTarget(int line, String alias, String address) implements AliasFinding {}

    /// The aliases lead round in circles.
    record Loop(int line, String alias, List<String> addresses) implements AliasFinding {
        public Loop {
            addresses = List.copyOf(addresses);
        }
    }

    /// The address is of another server.
    record Outside(int line, String alias, String address) implements AliasFinding {
        @Override
        public boolean trouble() {
            return false;
        }
    }

    /// The alias is of no domain of this store.
    record ForeignAlias(int line, String alias) implements AliasFinding {
        @Override
        public boolean trouble() {
            return false;
        }
    }

    /// The alias is an account's address, which gets no mail any more.
    record OverAccount(int line, String alias, String address) implements AliasFinding {
        @Override
        public boolean trouble() {
            return false;
        }
    }
}
