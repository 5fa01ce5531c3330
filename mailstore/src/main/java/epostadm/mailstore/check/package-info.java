/// Looks at a store, changes nothing, and says what is in it and what is wrong, as data.
///
/// Reads what `store` refuses to open, and therefore never asks it.
package epostadm.mailstore.check;
