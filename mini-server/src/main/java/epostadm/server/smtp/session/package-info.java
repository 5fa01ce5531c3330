/// SMTP and LMTP acted out: one session per connection. Who may send what, where messages go, who authenticates and
/// what is logged are interfaces here, implemented elsewhere.
package epostadm.server.smtp.session;
