/// The nouns of an E-Post mail store as values: names, numbers, flags and the two editions. Knows no files.
package epostadm.mailstore.mail;
