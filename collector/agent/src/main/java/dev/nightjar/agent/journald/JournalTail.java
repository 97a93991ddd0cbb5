package dev.nightjar.agent.journald;

import dev.nightjar.agent.reading.EdgeRules;
import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.client.Delivery;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.client.Shipment;
import dev.nightjar.client.Transport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the journal, each entry once, as {@code LogTailer} ships files: the end of a batch is written down as intended,
 * the batch is sent, the end is written down as acknowledged. After a kill in between, the journal is read again from
 * the acknowledged entry, and the batch up to the intended one goes out under the same id.
 *
 * <p>{@link #step} is called by one thread.
 */
public final class JournalTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
    private static final int MOST_BATCH = 1000;
    private static final Duration RESTART_AFTER = Duration.ofSeconds(5);

    private static final Family DELIVERED =
            Family.counter("nightjar_agent_journal_entries_delivered_total", "Journal entries the server has.");
    private static final Family REFUSED =
            Family.counter("nightjar_agent_journal_entries_refused_total", "Journal entries the server did not want.");
    private static final Family RUNNING =
            Family.gauge("nightjar_agent_journal_running", "1 where the program that prints the journal runs.");

    private final JournalSettings settings;
    private final Labels labels;
    private final EdgeRules rules;
    private final Path state;
    private final Transport transport;
    private final RetryPolicy retry;
    private final RandomGenerator random;
    private final List<JournalEntry> taken = new ArrayList<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private JournalCursor cursor = new JournalCursor("", "");
    private volatile @Nullable JournalProcess process;
    private Instant notBefore = Instant.MIN;
    private Instant startNotBefore = Instant.MIN;
    private int failures;
    private boolean complained;

    /** @param state folder for the cursor */
    public JournalTail(
            JournalSettings settings,
            Labels labels,
            EdgeRules rules,
            Path state,
            Transport transport,
            RetryPolicy retry,
            RandomGenerator random) {
        this.settings = settings;
        this.labels = labels;
        this.rules = rules;
        this.state = state;
        this.transport = transport;
        this.retry = retry;
        this.random = random;
    }

    /** Takes up where the last run left off. */
    public void open() throws IOException {
        cursor = JournalCursor.load(state);
    }

    /** Sends at most one batch; true when there may be another to send right away. */
    public boolean step(Instant now) throws IOException {
        if (now.isBefore(notBefore)) {
            return false;
        }
        takeMore(now);
        int size = batchSize();
        return size > 0 && ship(size, now);
    }

    private void takeMore(Instant now) {
        JournalProcess running = process;
        if (running != null && running.isAtEnd()) {
            running.close();
            process = null;
            running = null;
            startNotBefore = now.plus(RESTART_AFTER);
            complain("\"" + settings.program() + "\" has ended");
        }
        if (running == null && !now.isBefore(startNotBefore)) {
            String after =
                    taken.isEmpty() ? cursor.acknowledged() : taken.getLast().cursor();
            try {
                process = JournalProcess.start(settings, after);
            } catch (IOException e) {
                startNotBefore = now.plus(RESTART_AFTER);
                complain(e.getMessage());
            }
        } else if (running != null) {
            running.takeInto(taken, MOST_BATCH);
        }
    }

    private void complain(@Nullable String why) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "the journal cannot be read: {}; trying again every {} s (said once until entries come)",
                    why,
                    RESTART_AFTER.toSeconds());
        }
    }

    /** How many of what was taken go out now; a batch that was begun before goes out just as it was. */
    private int batchSize() {
        if (cursor.intended().equals(cursor.acknowledged())) {
            return taken.size();
        }
        for (int i = 0; i < taken.size(); i++) {
            if (taken.get(i).cursor().equals(cursor.intended())) {
                return i + 1;
            }
        }
        return taken.size() < MOST_BATCH ? 0 : taken.size(); // full without it: the journal has thrown it away
    }

    private boolean ship(int size, Instant now) throws IOException {
        complained = false;
        String end = taken.get(size - 1).cursor();
        if (!cursor.intended().equals(end)) {
            cursor = new JournalCursor(cursor.acknowledged(), end);
            cursor.save(state);
        }
        LogBatch batch = rules.apply(batch(taken.subList(0, size)));
        if (batch.lineCount() > 0) {
            Shipment shipment = Shipment.of(id(), batch);
            switch (transport.deliver(shipment)) {
                case Delivery.Delivered() -> delivered.addAndGet(shipment.items());
                case Delivery.Refused(String reason) -> {
                    refused.addAndGet(shipment.items());
                    LOG.warn(
                            "{} journal entries are lost, the server does not want them: {}", shipment.items(), reason);
                }
                case Delivery.RetryLater later -> {
                    failures++;
                    notBefore = now.plus(retry.delay(failures, later.atLeast(), random));
                    return false;
                }
            }
        }
        failures = 0;
        cursor = new JournalCursor(end, end);
        cursor.save(state);
        taken.subList(0, size).clear();
        return true;
    }

    private LogBatch batch(List<JournalEntry> entries) {
        Map<Labels, LogBatch.StreamBuilder> streams = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            if (entry.text().length > 0) {
                Labels.Builder of = labels.toBuilder();
                entry.labels().forEach(label -> of.set(label.name(), label.value()));
                streams.computeIfAbsent(of.build(), LogBatch::stream)
                        .line(entry.nanos(), entry.text(), 0, entry.text().length, Labels.EMPTY);
            }
        }
        return new LogBatch(
                streams.values().stream().map(LogBatch.StreamBuilder::build).toList());
    }

    private String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((labels + "\n" + cursor.acknowledged() + "\n" + cursor.intended())
                    .getBytes(StandardCharsets.UTF_8));
            return "journal-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public void countsInto(MetricWriter to) {
        to.add(DELIVERED, delivered.doubleValue());
        to.add(REFUSED, refused.doubleValue());
        to.add(RUNNING, process == null ? 0 : 1);
    }

    @Override
    public void close() {
        JournalProcess running = process;
        if (running != null) {
            running.close();
        }
    }
}
