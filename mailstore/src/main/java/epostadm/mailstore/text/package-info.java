/// What text says to a reader: charsets by their mail names, encoded words, and text made comparable whatever its
/// case and width. RFC 2047, 2231, 5051, 5255. Knows no files.
package epostadm.mailstore.text;
