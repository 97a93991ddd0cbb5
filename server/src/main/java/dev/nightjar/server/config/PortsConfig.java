package dev.nightjar.server.config;

import dev.nightjar.ingest.port.CertificateFiles;
import dev.nightjar.ingest.port.PortTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ports on which telemetry comes without HTTP: syslog, Graphite, StatsD. */
public record PortsConfig(
        @Meaning("Address and port of syslog over UDP, such as `127.0.0.1:5514`; empty: none.")
        String syslogUdp,

        @Meaning("The same over TCP, messages by line or with their length before them.")
        String syslogTcp,

        @Meaning("The same over TLS, for which `ports.certificate` and `ports.key` are needed.")
        String syslogTls,

        @Meaning("Zone of syslog's times that say none, such as `Europe/Berlin`; empty: this machine's.")
        String syslogZone,

        @Meaning("File of the certificate chain for TLS, in PEM; a renewed one is taken within a minute.")
        String certificate,

        @Meaning("File of its key, in PEM.") String key,

        @Meaning("File of the authority whose certificates senders must have, in PEM; empty: they need none.")
        String clientAuthority,

        @Meaning("Address and port of Graphite's plaintext over UDP; empty: none.")
        String graphiteUdp,

        @Meaning("The same over TCP.") String graphiteTcp,

        @Meaning("Address and port of StatsD over UDP; empty: none.")
        String statsdUdp,

        @Meaning("The same over TCP.") String statsdTcp,

        @Meaning("Time between two writings of what StatsD's clients sent.")
        Duration statsdInterval,

        @Meaning(
                "Allow these ports on more than loopback: their protocols know no tokens, and whoever reaches them may send. Syslog over TLS with `ports.clientAuthority` needs no such word.")
        boolean insecure) {
    public static final PortsConfig DEFAULTS =
            new PortsConfig("", "", "", "", "", "", "", "", "", "", "", Duration.ofSeconds(10), false);

    public PortsConfig {
        Stream.of(syslogUdp, syslogTcp, syslogTls, graphiteUdp, graphiteTcp, statsdUdp, statsdTcp)
                .forEach(PortsConfig::address);
        if (!syslogTls.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
            throw new IllegalArgumentException("syslogTls needs certificate and key");
        }
        if (!statsdInterval.isPositive()) {
            throw new IllegalArgumentException("statsdInterval must be longer than nothing, found " + statsdInterval);
        }
        zone(syslogZone);
    }

    /** An address as it is configured; empty for none. */
    public static Optional<ListenAddress> address(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(ListenAddress.parse(text));
    }

    /** Every one of them to which whoever reaches it may send. */
    public List<ListenAddress> openAddresses() {
        String unknownSenders = clientAuthority.isEmpty() ? syslogTls : "";
        return Stream.of(syslogUdp, syslogTcp, unknownSenders, graphiteUdp, graphiteTcp, statsdUdp, statsdTcp)
                .flatMap(text -> address(text).stream())
                .toList();
    }

    public ZoneId zone() {
        return zone(syslogZone);
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("syslogZone: \"" + name + "\" is no zone such as Europe/Berlin", e);
        }
    }

    /** How {@link #syslogTls} is encrypted; empty where there is no such port. Throws where its files cannot be used. */
    public Optional<PortTls> readTls() throws ConfigurationException {
        if (syslogTls.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PortTls(
                    CertificateFiles.read(Path.of(certificate), Path.of(key)),
                    clientAuthority.isEmpty() ? Optional.empty() : Optional.of(Path.of(clientAuthority))));
        } catch (IOException e) {
            throw new ConfigurationException(List.of("ports: " + e.getMessage()));
        }
    }
}
