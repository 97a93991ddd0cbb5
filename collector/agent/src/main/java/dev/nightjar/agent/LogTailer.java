package dev.nightjar.agent;

import dev.nightjar.agent.reading.EdgeRules;
import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.client.Delivery;
import dev.nightjar.client.Transport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.Redaction;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the lines of log files, each exactly once. The order is what makes it so: a range of a file is written down as
 * intended, then sent, then written down as acknowledged. Whoever dies in between, the same range goes out again under
 * the same batch id and the server recognises it. While the server is away nothing is read, but rotation is still
 * watched, and rotated files stay open until they have been shipped.
 *
 * <p>{@link #step} does one round and is called by one thread; the counts may be read by another.
 */
final class LogTailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTailer.class);

    /** Folders are listed at every step, but of large trees no more than so many entries a second. */
    private static final int MOST_LOOKED_A_SECOND = 2000;

    private static final int FEW = 500;

    private static final int MOST_COMPLAINTS = 1000;

    private static final Family DELIVERED =
            Family.counter("nightjar_agent_log_lines_delivered_total", "Log lines the server has.");
    private static final Family REFUSED =
            Family.counter("nightjar_agent_log_lines_refused_total", "Log lines the server did not want.");
    private static final Family DROPPED =
            Family.counter("nightjar_agent_log_lines_dropped_total", "Log lines left out by rules of this host.");
    private static final Family LAG = Family.gauge("nightjar_agent_log_lag_bytes", "Bytes of log files not yet sent.");
    private static final Family VANISHED = Family.counter(
            "nightjar_agent_log_files_vanished_total", "Log files gone before it was known that all of them was sent.");
    private static final Family REDACTIONS =
            Family.counter("nightjar_agent_log_redactions_total", "Places taken out of lines before they left.");

    private final AgentConfig config;
    private final Transport transport;
    private final RandomGenerator random;
    private final Labels labels;
    private final EdgeRules rules;
    private final CheckpointFile checkpoints;
    private final TailedFiles files;
    private final ReadingTimes times = new ReadingTimes();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lagBytes = new AtomicLong();
    private final Set<String> complaints = new HashSet<>();
    private Instant nextScan = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private int failures;

    LogTailer(AgentConfig config, Transport transport, RandomGenerator random) {
        this.config = config;
        this.transport = transport;
        this.random = random;
        this.labels = config.labels().with("instance", config.instance());
        this.rules = new EdgeRules(config.logRules(), new Redaction(config.redaction()));
        this.checkpoints = new CheckpointFile(config.state());
        this.files = new TailedFiles(config.logs().stream().map(LogSource::new).toList());
    }

    /** Takes up where the last run left off. */
    void open(Instant now) throws IOException {
        files.resume(checkpoints.load(), now);
    }

    /** Looks for files, and ships at most one batch of each; true when there may be more to ship right away. */
    boolean step(Instant now) {
        try {
            if (!now.isBefore(nextScan)) {
                boolean changed = files.scan(now);
                int looked = files.looked();
                nextScan = looked <= FEW ? now : now.plusMillis(1000L * looked / MOST_LOOKED_A_SECOND);
                if (changed) {
                    save();
                }
            }
        } catch (IOException e) {
            complain("what is known of log files cannot be saved: " + e);
            return false;
        }
        boolean more = false;
        long lag = 0;
        for (TailedFile file : files.all()) {
            try {
                if (!now.isBefore(notBefore)) {
                    more |= ship(file, now);
                }
                lag += file.lagBytes();
            } catch (IOException e) {
                LOG.warn(
                        "tailing {} failed, trying again: {}", file.checkpoint().path(), e.toString());
            }
        }
        lagBytes.set(lag);
        return more && !now.isBefore(notBefore);
    }

    private void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS && complaints.add(what)) {
            LOG.warn("{} (said once; it is tried again and again)", what);
        }
    }

    private boolean ship(TailedFile file, Instant now) throws IOException {
        boolean alreadyIntended =
                file.checkpoint().intended() > file.checkpoint().acknowledged();
        FileBatch batch = file.next(now, times, labels, rules);
        if (batch == null) {
            return false;
        }
        if (!alreadyIntended) {
            save();
        }
        if (batch.shipment().items() > 0) {
            switch (transport.deliver(batch.shipment())) {
                case Delivery.Delivered() ->
                    delivered.addAndGet(batch.shipment().items());
                case Delivery.Refused(String reason) -> {
                    refused.addAndGet(batch.shipment().items());
                    LOG.warn(
                            "{} lines of {} are lost, the server does not want them: {}",
                            batch.shipment().items(),
                            file.checkpoint().path(),
                            reason);
                }
                case Delivery.RetryLater later -> {
                    waitAfter(later, now);
                    return false;
                }
            }
        }
        if (failures > 0) {
            LOG.info("log lines are being shipped again");
            failures = 0;
        }
        dropped.addAndGet(batch.dropped());
        file.acknowledged();
        save();
        return true;
    }

    private void waitAfter(Delivery.RetryLater later, Instant now) {
        failures++;
        notBefore = now.plus(config.retry().delay(failures, later.atLeast(), random));
        if (failures == 1) {
            LOG.warn("log lines wait in their files: {} (said once until it works again)", later.reason());
        }
    }

    private void save() throws IOException {
        checkpoints.save(files.progress());
    }

    void countsInto(MetricWriter to) {
        to.add(DELIVERED, delivered.doubleValue());
        to.add(REFUSED, refused.doubleValue());
        to.add(DROPPED, dropped.doubleValue());
        to.add(LAG, lagBytes.doubleValue());
        to.add(VANISHED, files.vanished());
        rules.redaction().counts().forEach((rule, count) -> to.add(REDACTIONS, count, "rule", rule));
    }

    @Override
    public void close() {
        files.close();
    }
}
