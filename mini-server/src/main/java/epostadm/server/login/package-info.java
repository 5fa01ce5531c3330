/// Who logs in: the names that people type, whether what they prove lets them in, and how those who guess are
/// slowed down. A connection asks its [epostadm.server.login.ClientLogins], which [epostadm.server.login.LoginDesk]
/// gives it.
package epostadm.server.login;
