/// Where a client proves who it is, over its connection: the waits for the client and for the throttle are here,
/// what is right is asked at the [epostadm.server.login.LoginDesk]. All protocols share it.
package epostadm.server.authentication;
