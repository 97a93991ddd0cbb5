package dev.nightjar.alerting.routing;

import java.util.List;

/**
 * Who is trusted on an encrypted connection, and as whom we present ourselves: {@code tls_config}.
 *
 * @param authority PEM of certificates that are trusted in place of the system's; empty: the system's
 * @param certificate our own, in PEM; empty: none
 * @param key of {@code certificate}, in PEM
 * @param serverName that the other side's certificate must bear; empty: the name it is reached by
 * @param trustsAll whether certificates are not looked at
 * @param versions as the JDK calls them, such as {@code TLSv1.3}; empty: its usual ones
 */
public record TlsSettings(
        Secret authority, Secret certificate, Secret key, String serverName, boolean trustsAll, List<String> versions) {
    /** As the JDK has it. */
    public static final TlsSettings USUAL =
            new TlsSettings(Secret.NONE, Secret.NONE, Secret.NONE, "", false, List.of());

    public TlsSettings {
        versions = List.copyOf(versions);
    }
}
