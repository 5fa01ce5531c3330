/// Who may send what to whom: the answers to MAIL and RCPT, by accounts, aliases and control files.
package epostadm.server.reception;
