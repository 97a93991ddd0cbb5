package dev.nightjar.alerting.routing;

/**
 * A server that takes mail.
 *
 * @param smarthost {@code host:port}
 * @param hello how we call ourselves there; empty: by the machine's name
 * @param encryption when the connection is encrypted
 */
public record MailServer(String smarthost, String hello, Encryption encryption, TlsSettings tls) {
    /** When a connection becomes an encrypted one. */
    public enum Encryption {
        /** From its first byte. */
        FROM_THE_START,
        /** After {@code STARTTLS}; without that nothing is sent. */
        REQUIRED,
        /** After {@code STARTTLS}, if the server offers it. */
        OFFERED
    }

    public String host() {
        String host = smarthost.substring(0, smarthost.lastIndexOf(':'));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    public int port() {
        return Integer.parseInt(smarthost.substring(smarthost.lastIndexOf(':') + 1));
    }
}
