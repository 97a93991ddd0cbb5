package dev.nightjar.server.wiring;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.bulk.ElasticBulk;
import dev.nightjar.ingest.graphite.Graphite;
import dev.nightjar.ingest.influx.InfluxWrite;
import dev.nightjar.ingest.otlp.Otlp;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.ingest.port.PortTls;
import dev.nightjar.ingest.port.Ports;
import dev.nightjar.ingest.push.Pushgateway;
import dev.nightjar.ingest.statsd.Statsd;
import dev.nightjar.ingest.syslog.Syslog;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.SampleSink;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.server.config.PortsConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that people send already, beside what Prometheus and Loki do: the protocols, and what they do by the clock. */
public final class Senders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final Map<String, IngestProtocol> protocols = new HashMap<>();
    private final Pushgateway pushgateway;
    private final Statsd statsd;
    private final Graphite graphite;
    private final Syslog syslog;
    private final PortsConfig config;
    private final Optional<PortTls> tls;
    private final Vertx vertx;
    private final Ports ports;
    private final IngestCounters counters;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("senders").daemon(true).factory());

    public Senders(
            Vertx vertx,
            SampleSink samples,
            LogSink lines,
            IngestLimits limits,
            NightjarConfig config,
            Optional<PortTls> tls,
            InstantSource clock,
            IngestCounters counters,
            Executor workers) {
        this.counters = counters;
        this.config = config.ports();
        this.vertx = vertx;
        this.tls = tls;
        ports = new Ports(vertx, limits, counters, clock, workers);
        syslog = new Syslog(lines, limits, this.config.zone());
        graphite = new Graphite(samples);
        statsd = new Statsd(samples, clock);
        pushgateway = new Pushgateway(samples, limits, clock);
        protocols.putAll(Otlp.protocols(samples, lines, limits, config.otlp().settings(), clock));
        protocols.putAll(InfluxWrite.protocols(samples, limits, clock));
        protocols.putAll(ElasticBulk.protocols(lines, limits, clock));
        protocols.putAll(pushgateway.protocols());
    }

    /** Has ports show the certificates that their files hold by now. */
    public void renewCertificates() {
        tls.ifPresent(how -> how.files().renew());
    }

    /** By path. */
    public Map<String, IngestProtocol> protocols() {
        return protocols;
    }

    /** Opens every configured port, or says which one cannot be. */
    public void start() throws IOException {
        udp("ports.syslogUdp", config.syslogUdp(), syslog);
        tcp("ports.syslogTcp", config.syslogTcp(), syslog, Optional.empty());
        if (tls.isPresent()) {
            tcp("ports.syslogTls", config.syslogTls(), syslog, tls);
            tls.get().files().watch(vertx);
        }
        udp("ports.graphiteUdp", config.graphiteUdp(), graphite);
        tcp("ports.graphiteTcp", config.graphiteTcp(), graphite, Optional.empty());
        udp("ports.statsdUdp", config.statsdUdp(), statsd);
        tcp("ports.statsdTcp", config.statsdTcp(), statsd, Optional.empty());
        every(Duration.ofMinutes(1), "pushed groups could not be stored again", () -> pushgateway.repeat(counters));
        every(config.statsdInterval(), "what StatsD's clients sent could not be stored", () -> statsd.write(counters));
    }

    private void udp(String key, String configured, MessageProtocol protocol) throws IOException {
        Optional<ListenAddress> address = PortsConfig.address(configured);
        if (address.isPresent()) {
            try {
                int port = ports.udp(address.get().host(), address.get().port(), protocol);
                LOG.info("{} is taken on UDP {}", protocol.name(), address.get().withPort(port));
            } catch (IOException e) {
                throw cannot(key, address.get(), e);
            }
        }
    }

    private void tcp(String key, String configured, MessageProtocol protocol, Optional<PortTls> tls)
            throws IOException {
        Optional<ListenAddress> address = PortsConfig.address(configured);
        if (address.isPresent()) {
            try {
                int port = ports.tcp(address.get().host(), address.get().port(), protocol, tls);
                String how = tls.isPresent() ? "TLS" : "TCP";
                LOG.info(
                        "{} is taken on {} {}",
                        protocol.name(),
                        how,
                        address.get().withPort(port));
            } catch (IOException e) {
                throw cannot(key, address.get(), e);
            }
        }
    }

    private static IOException cannot(String key, ListenAddress address, IOException why) {
        return new IOException(
                key + ": cannot listen on " + address + " (" + why.getMessage() + "); choose another, or leave it out",
                why);
    }

    private void every(Duration interval, String failure, Runnable task) {
        ScheduledFuture<?> _ = clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.warn(failure, e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        ports.close();
        clockwork.close(); // what is being written is written
        statsd.write(counters);
    }
}
