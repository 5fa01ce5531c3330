/// What the library refuses to do, as data: one exception, one closed list of reasons, put into words and exit
/// codes by whoever runs it.
package epostadm.mailstore.refusal;
