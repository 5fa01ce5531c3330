/// What an administrator does to a store, as plans: each class here reads the store and a wish, and returns what
/// would be done as data, which `journal` then does. docs/architecture.md, "Safe change".
package epostadm.mailstore.change;
