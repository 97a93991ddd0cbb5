package dev.nightjar.ingest.scrapeconfig;

import java.util.Optional;
import java.util.Set;

/**
 * How an encrypted connection is made.
 *
 * @param ca certificates to trust, PEM; none: those that the JDK trusts
 * @param certificate of this client, PEM, with its {@code key}
 * @param serverName to expect and to ask for instead of the address' name; empty: that one
 * @param versions of TLS that are allowed; empty: what the JDK allows
 */
public record TlsAccess(
        Optional<SecretText> ca,
        Optional<SecretText> certificate,
        Optional<SecretText> key,
        String serverName,
        boolean trustsAnyone,
        Set<String> versions) {
    public static final TlsAccess DEFAULTS =
            new TlsAccess(Optional.empty(), Optional.empty(), Optional.empty(), "", false, Set.of());

    public TlsAccess {
        versions = Set.copyOf(versions);
    }
}
