/// The year-end change-over: next year's list of accounts and the store become one plan, which is shown, and one
/// change, which is made, resumed or taken back. docs/store-format.md, "Year-end change-over".
package epostadm.mailstore.yearend;
