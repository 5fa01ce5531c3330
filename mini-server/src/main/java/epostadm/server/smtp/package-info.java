/// The language of SMTP and LMTP (RFC 5321, 2033) and of the extensions that the mini-server announces: commands
/// and replies as whole values, and where a message ends. Acts on nothing, knows neither wire nor store.
package epostadm.server.smtp;
