/// What logs say in numbers: how much came, went, was refused, hour by hour; who sent most; signs of abuse. Made
/// for logs of many gigabytes: bytes are looked at where they lie, and no table grows without bound.
/// docs/store-format.md, "Logs".
package epostadm.mailstore.tally;
