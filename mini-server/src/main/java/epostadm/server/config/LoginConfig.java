package epostadm.server.config;

import epostadm.server.login.Throttle;

/// How people log in.
///
/// @param clearText whether passwords may cross the network in clear; within the machine and under TLS they always
/// may @param foreignSenders whether whoever has logged in may send in any name
public record LoginConfig(boolean clearText, boolean foreignSenders, Throttle.Rules throttle) {

    static LoginConfig standard() {
        return new LoginConfig(false, false, Throttle.Rules.DEFAULT);
    }
}
