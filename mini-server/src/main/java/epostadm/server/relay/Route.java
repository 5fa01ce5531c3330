package epostadm.server.relay;

import java.util.List;

/// Where mail for a domain goes.
sealed interface Route {

    /// One after the other, until one answers.
    ///
    /// @param byName whether their names are looked up as this machine does it, not by DNS alone
    record Via(List<Hop> hops, boolean byName) implements Route {}

    /// It takes no mail: RFC 7505.
    record NoMail() implements Route {}

    /// There is no such domain.
    record Unknown(String why) implements Route {}

    /// The servers for it are this one.
    record Circle(String why) implements Route {}

    /// DNS does not say.
    record NoAnswer(String why) implements Route {}
}
