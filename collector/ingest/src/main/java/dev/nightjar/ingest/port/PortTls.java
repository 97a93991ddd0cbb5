package dev.nightjar.ingest.port;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a port is encrypted.
 *
 * @param certificate chain, in PEM
 * @param key in PEM
 * @param clientAuthority whose certificates senders must have, in PEM; empty: they need none
 */
public record PortTls(Path certificate, Path key, Optional<Path> clientAuthority) {}
