package epostadm.server.smtp.session;

import java.net.InetAddress;
import java.util.Optional;

/// Who is at the other end, as far as it is known at this moment.
///
/// @param hello the name given in EHLO; empty before
/// @param account the login that was proven, if any
public record Client(ListenerKind kind, InetAddress address, boolean secure, String hello, Optional<String> account) {}
