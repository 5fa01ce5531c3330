package epostadm.mailstore.mime;

/// A parameter of Content-Type or Content-Disposition, as the header has it: RFC 2231's encoding is left to the
/// reader, one char is one octet.
///
/// @param name in lower case
public record Parameter(String name, String value) {}
