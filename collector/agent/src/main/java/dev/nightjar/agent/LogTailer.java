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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the lines of log files, each exactly once. The order is what makes it so: a range of a file is written down as
 * intended, then sent, then written down as acknowledged, at the latest with what is intended next. Whoever dies in
 * between, the same range goes out again under the same batch id and the server recognises it. While the server is away
 * nothing is read, but rotation is still watched, and rotated files stay open until they have been shipped.
 *
 * <p>{@link #step} does one round and is called by one thread; the counts may be read by another.
 */
final class LogTailer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTailer.class);

    /** Folders are listed at every step, but of large trees no more than so many entries a second. */
    private static final int MOST_LOOKED_A_SECOND = 2000;

    private static final int FEW = 500;

    private static final int MOST_COMPLAINTS = 1000;

    /** Then it is looked again whether files were rotated; whose turn it is remembered. */
    private static final int MOST_CONVOYS = 16;

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
    private int turn;
    /** What is known of the files is not what is written down. */
    private boolean unsaved;

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
        if (!now.isBefore(nextScan)) {
            unsaved |= files.scan(now);
            int looked = files.looked();
            nextScan = looked <= FEW ? now : now.plusMillis(1000L * looked / MOST_LOOKED_A_SECOND);
        }
        boolean more = false;
        try {
            more = !now.isBefore(notBefore) && ship(now);
            if (unsaved && !more) {
                save();
            }
        } catch (IOException e) {
            complain("what is known of log files cannot be saved: " + e);
        }
        long lag = 0;
        for (TailedFile file : files.all()) {
            try {
                lag += file.lagBytes();
            } catch (IOException e) {
                LOG.debug("{} has no size", file.checkpoint().path(), e);
            }
        }
        lagBytes.set(lag);
        return more;
    }

    private void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS && complaints.add(what)) {
            LOG.warn("{} (said once; it is tried again and again)", what);
        }
    }

    /** Ships what there is, each file's turn after the other's; false where there was nothing, or the server is away. */
    private boolean ship(Instant now) throws IOException {
        List<TailedFile> all = new ArrayList<>(files.all());
        Convoy convoy = new Convoy();
        for (TailedFile file : all) {
            if (file.checkpoint().isUnderWay()) { // may have arrived: goes out again as it was, nothing added to it
                addNext(file, convoy, now);
            }
        }
        boolean shipped = !convoy.isEmpty();
        if (shipped && !deliver(convoy, now)) {
            return false;
        }
        Collections.rotate(all, all.isEmpty() ? 0 : -Math.floorMod(turn, all.size()));
        convoy = new Convoy();
        for (int convoys = 0, i = 0; convoys < MOST_CONVOYS && i < all.size(); i++, turn++) {
            addNext(all.get(i), convoy, now);
            if (convoy.isFull()) {
                if (!deliver(convoy, now)) {
                    return false;
                }
                convoy = new Convoy();
                shipped = true;
                convoys++;
            }
        }
        return convoy.isEmpty() ? shipped : deliver(convoy, now);
    }

    /** One file that cannot be read keeps nothing from the others. */
    private void addNext(TailedFile file, Convoy to, Instant now) {
        try {
            boolean begun = file.checkpoint().isUnderWay();
            FileBatch batch = file.next(now, times, labels, rules);
            if (batch != null) {
                unsaved |= !begun;
                to.add(batch);
            }
        } catch (IOException e) {
            failed(file, e);
        }
    }

    /** False where the server cannot take it now. */
    private boolean deliver(Convoy convoy, Instant now) throws IOException {
        if (unsaved) {
            save();
        }
        long lines = convoy.lines();
        switch (lines == 0 ? new Delivery.Delivered() : transport.deliver(convoy.shipment())) {
            case Delivery.Delivered() -> delivered.addAndGet(lines);
            case Delivery.Refused(String reason) -> {
                if (convoy.batches().size() > 1) { // which of them it does not want is told by asking
                    for (Convoy each : convoy.apart()) {
                        if (!deliver(each, now)) {
                            return false;
                        }
                    }
                    return true;
                }
                refused.addAndGet(lines);
                LOG.warn(
                        "{} lines of {} are lost, the server does not want them: {}",
                        lines,
                        convoy.batches().getFirst().file().checkpoint().path(),
                        reason);
            }
            case Delivery.RetryLater _
            when Thread.currentThread().isInterrupted() -> {
                // nothing is wrong: the agent ends, and the lines wait in their files for its next start
                return false;
            }
            case Delivery.RetryLater later -> {
                waitAfter(later, now);
                return false;
            }
        }
        if (failures > 0) {
            LOG.info("log lines are being shipped again");
            failures = 0;
        }
        return noted(convoy);
    }

    /** False where that of a file could not be noted: its batch goes out again. */
    private boolean noted(Convoy convoy) {
        unsaved = true;
        boolean all = true;
        for (FileBatch each : convoy.batches()) {
            try {
                each.file().acknowledged();
                dropped.addAndGet(each.dropped());
            } catch (IOException e) {
                all = false;
                failed(each.file(), e);
            }
        }
        return all;
    }

    private static void failed(TailedFile file, IOException why) {
        LOG.warn("tailing {} failed, trying again: {}", file.checkpoint().path(), why.toString());
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
        unsaved = false;
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
