/// Conversions of whole stores, planned: between the editions, and between the layouts of a domain's mailboxes.
package epostadm.mailstore.conversion;
