/// The queue on disk: messages on their way, each a body and an envelope, from reception to delivery.
/// docs/store-format.md, "Queue".
package epostadm.mailstore.spool;
