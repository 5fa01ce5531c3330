package epostadm.server.config;

import java.nio.file.Path;

/// A certificate as PEM files; read again when they change.
///
/// @param chain the certificate, then those that vouch for it
/// @param key its private key, PKCS #8, not encrypted
public record CertificateFiles(Path chain, Path key) {}
