package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.PatternBook;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log store. A line accepted is on the disk and found by every selection that begins later.
 *
 * <p>Two locks, always in this order: {@code order} makes the order of the write-ahead log that of the open blocks;
 * {@code state} guards the tables of streams and blocks, is held briefly by writers and readers alike, and is never
 * held over a write. One thread, {@code log-index}, seals blocks, commits days and drops old ones.
 */
public final class LogIndex implements LogSink, LogReader, LogTail, LogPatterns, AutoCloseable {
    /** Clocks differ; a line much newer than this would open a day that is never reached. */
    private static final long FUTURE_ALLOWED_MILLIS = 3_600_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogIndex.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** How long a batch waits for sealing to catch up before it is turned away: cheaper than to decode it again. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final LogIndexConfig config;
    private final InstantSource clock;
    private final ReentrantLock order = new ReentrantLock();
    private final ReentrantLock state = new ReentrantLock();
    private final Arrivals arrivals = new Arrivals();
    private final Days days;
    private final KnownPatterns patterns;
    private final Sealer sealer;
    private final Collecting collecting;
    private final WriteAheadLog log;
    private final WalBuffers records = new WalBuffers();
    private final ScheduledExecutorService worker;
    private final PatternLearning learning;
    private long lastCommitMillis;
    private long linesAppended;
    private long linesRejected;

    private LogIndex(Path folder, LogIndexConfig config, InstantSource clock) throws IOException {
        this.config = config;
        this.clock = clock;
        this.days = Days.open(folder.resolve("days"));
        this.patterns = new KnownPatterns(PatternBook.open(folder.resolve("patterns.dat")));
        this.sealer = new Sealer(state, arrivals, patterns);
        this.collecting = new Collecting(days, sealer, arrivals, config, clock);
        this.lastCommitMillis = clock.millis();
        try {
            this.log = WriteAheadLog.open(folder.resolve("wal"), config.walSegmentBytes(), config.sync(), this::replay);
        } catch (IOException | RuntimeException e) {
            patterns.book().close();
            days.close();
            throw e;
        }
        arrivals.opened(log.nextSequence(), log.nextSequence() - 1);
        this.learning = new PatternLearning(this, days.numbers());
        this.worker = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("log-index").daemon().unstarted(task));
    }

    /**
     * Opens the store in {@code folder}, made if there is none, and brings back what was accepted but not committed.
     *
     * @throws IOException where the folder cannot be read or written
     * @throws LogIndexException where stored bytes are damaged; the message names file and offset
     */
    public static LogIndex open(Path folder, LogIndexConfig config, InstantSource clock) throws IOException {
        DurableFolder.create(folder);
        LogIndex index = new LogIndex(folder, config, clock);
        var _ = index.worker.scheduleWithFixedDelay(
                index::tickQuietly, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (index.patterns.book().wasEmpty()) {
            index.learning.start();
        }
        return index;
    }

    private int replay(long firstSequence, byte[] payload) throws IOException {
        List<LogBatch.Stream> streams;
        try {
            streams = BatchCodec.decode(payload);
        } catch (LabelBytes.InvalidLabelsException | ByteReader.Malformed e) {
            throw new LogIndexException(
                    "record " + firstSequence + " of the write-ahead log cannot be read: " + e.getMessage(), e);
        }
        int lines = streams.stream().mapToInt(LogBatch.Stream::size).sum();
        state.lock();
        try {
            collecting.collect(firstSequence, streams, true);
        } finally {
            state.unlock();
        }
        return lines;
    }

    @Override
    public IngestResult append(LogBatch batch) {
        long oldest = nanos(clock.millis() - config.retention().toMillis());
        long newest = nanos(clock.millis() + FUTURE_ALLOWED_MILLIS);
        Validation checked = Validation.of(batch, config, oldest, newest);
        if (checked.validLines() > 0) {
            try {
                WriteAheadLog.Position position = store(checked);
                if (position == null) {
                    return new IngestResult.Overloaded(
                            RETRY_AFTER, "blocks wait to be written faster than the disk takes them");
                }
                log.await(position);
                arrivals.durable(position.firstSequence() + checked.validLines() - 1);
            } catch (IOException e) {
                LOG.warn("could not store {} lines: {}", checked.validLines(), e.getMessage());
                return new IngestResult.Overloaded(RETRY_AFTER, "the disk refuses to write: " + e.getMessage());
            }
        }
        if (checked.rejections().isEmpty()) {
            return new IngestResult.Accepted(checked.validLines());
        }
        return new IngestResult.Rejected(checked.validLines(), checked.rejections());
    }

    private static long nanos(long millis) {
        return Math.multiplyExact(millis, 1_000_000L);
    }

    /** Writes the log and collects; null where too much waits to be sealed. */
    private WriteAheadLog.@org.jspecify.annotations.Nullable Position store(Validation checked) throws IOException {
        if (!awaitRoom()) {
            return null;
        }
        ByteWriter record = records.take();
        BatchCodec.encode(checked.valid(), record);
        order.lock();
        try {
            prepareDays(checked.valid());
            WriteAheadLog.Position position = log.append(record, Math.toIntExact(checked.validLines()));
            boolean sealing;
            state.lock();
            try {
                linesAppended += checked.validLines();
                linesRejected += checked.rejectedLines();
                collecting.collect(position.firstSequence(), checked.valid(), false);
                keepWithinBudget();
                sealing = sealer.queued() > 0;
            } finally {
                state.unlock();
            }
            if (sealing) {
                worker.execute(sealer::drain);
            }
            return position;
        } finally {
            order.unlock();
            records.giveBack(record);
        }
    }

    /** Waits a moment where sealing is behind; false where it stays so. */
    private boolean awaitRoom() {
        state.lock();
        try {
            return sealer.awaitRoom(mostWaiting(), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            state.unlock();
        }
    }

    /** Of blocks that wait to be sealed, in bytes. */
    private long mostWaiting() {
        return config.openBytes() / 4;
    }

    private long backlog() {
        state.lock();
        try {
            return sealer.queuedBytes();
        } finally {
            state.unlock();
        }
    }

    /** Opens the days first, so that line numbers go on after all that their blocks hold. */
    private void prepareDays(List<LogBatch.Stream> streams) throws IOException {
        long known = Long.MIN_VALUE;
        for (LogBatch.Stream stream : streams) {
            for (int i = 0; i < stream.size(); i++) {
                long number = Day.ofNanos(stream.timestampNanos(i));
                if (number != known) {
                    known = number;
                    log.skipPast(days.get(number).lastSequence());
                }
            }
        }
    }

    /** Seals the largest open blocks while all together are over the budget. With the state lock held. */
    private void keepWithinBudget() {
        if (collecting.openBytes() <= config.openBytes()) {
            return;
        }
        List<OpenIn> open = openBlocks();
        open.sort(
                Comparator.comparingLong((OpenIn each) -> each.block().weight()).reversed());
        for (OpenIn each : open) {
            if (collecting.openBytes() <= config.openBytes() * 3 / 4) {
                return;
            }
            detach(each);
        }
    }

    private record OpenIn(Day day, DayStream stream, OpenBlock block) {}

    private List<OpenIn> openBlocks() {
        List<OpenIn> open = new ArrayList<>();
        for (Day day : days.loaded()) {
            for (DayStream stream : day.streams()) {
                OpenBlock block = stream.open();
                if (block != null) {
                    open.add(new OpenIn(day, stream, block));
                }
            }
        }
        return open;
    }

    private void detach(OpenIn each) {
        each.stream().detach();
        collecting.detached(each.block());
        sealer.submit(each.day(), each.stream(), each.block());
    }

    @Override
    public LogCursor select(LogSelection selection) {
        Snapshot snapshot = snapshot(selection);
        try {
            return new MergedCursor(snapshot, selection, config.detectLevels());
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public Seen selectSeen(LogSelection selection) {
        Snapshot snapshot = snapshot(selection);
        try {
            return new Seen(new MergedCursor(snapshot, selection, config.detectLevels()), snapshot.through());
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public LogArrivals arrivals(List<Matcher> matchers, long after, long through) {
        long last = Math.min(through, arrivals.durable());
        if (after >= last) {
            return ArrivalCursor.nothing(after);
        }
        try {
            return ArrivalCursor.of(
                    days, state, arrivals, new MatcherSet(matchers), after, last, config.detectLevels());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long lastArrival() {
        return arrivals.durable();
    }

    @Override
    public AutoCloseable subscribe(Runnable listener) {
        return arrivals.subscribe(listener);
    }

    private Snapshot snapshot(LogSelection selection) {
        MatcherSet matchers = new MatcherSet(selection.matchers());
        try {
            Snapshot snapshot = new Snapshot(days.pinned(selection.range()));
            state.lock();
            try {
                snapshot.collect(matchers, selection.range(), arrivals.collected());
            } finally {
                state.unlock();
            }
            return snapshot;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Labels> streams(LogSelection selection) {
        TreeSet<Labels> found = new TreeSet<>();
        try (Snapshot snapshot = snapshot(selection)) {
            for (Run run : snapshot.runs(selection.range(), List.of())) {
                if (!found.contains(run.labels()) && hasLineWithin(run, selection.range())) {
                    found.add(run.labels());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    private static boolean hasLineWithin(Run run, NanoRange range) throws IOException {
        if (range.contains(run.minNanos()) || range.contains(run.maxNanos())) {
            return true;
        }
        Lines lines = run.lines();
        int first = lines.firstNotBefore(range.startNanos());
        return first < lines.size() && range.contains(lines.timestamp(first));
    }

    @Override
    public boolean appliesFilters() {
        return true;
    }

    @Override
    public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        VolumeCount count = new VolumeCount(selection.range(), sliceNanos, true, VolumeGroups::byStream);
        return count(selection, count);
    }

    @Override
    public Optional<List<LogVolume>> volumeBy(
            LogSelection selection, List<String> labels, long sliceNanos, boolean withBytes) {
        VolumeCount count = new VolumeCount(
                selection.range(),
                sliceNanos,
                withBytes,
                slices -> VolumeGroups.byLabels(labels, config.detectLevels(), slices));
        return Optional.of(count(selection, count));
    }

    private List<LogVolume> count(LogSelection selection, VolumeCount count) {
        try (Snapshot snapshot = snapshot(selection)) {
            for (Run run : snapshot.runs(selection.range(), List.of())) {
                count.add(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count.volumes();
    }

    @Override
    public List<LogPattern> patterns(List<Matcher> matchers, NanoRange range, long sliceNanos) {
        PatternCount count = new PatternCount(range, sliceNanos, patterns);
        LogSelection selection = new LogSelection(matchers, range, LogSelection.Order.ANY, List.of());
        try (Snapshot snapshot = snapshot(selection)) {
            for (Run run : snapshot.runs(range, List.of())) {
                count.add(run);
            }
            return count.patterns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings everything stored to its resting form: all blocks sealed, committed, and the write-ahead log empty. */
    public void flush() throws IOException {
        state.lock();
        try {
            openBlocks().forEach(this::detach);
        } finally {
            state.unlock();
        }
        if (!onWorker(() -> sealer.drain() && commit())) {
            throw new IOException("not everything could be written; the log says why, the lines are kept");
        }
    }

    private boolean onWorker(BooleanSupplier work) throws IOException {
        try {
            return worker.submit(work::getAsBoolean).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while blocks are written; they go on being written", e);
        } catch (ExecutionException e) {
            throw new IOException("could not write blocks", e.getCause());
        }
    }

    private void tickQuietly() {
        try {
            tick();
        } catch (IOException | RuntimeException e) {
            LOG.error("the log store's housekeeping failed; it is tried again", e);
        }
    }

    /** Seals what is old, commits, drops days. On the worker's thread, once a second. */
    private void tick() throws IOException {
        state.lock();
        try {
            long oldest = clock.millis() - config.blockAge().toMillis();
            long pressedUntil = log.bytes() > config.walBytes() ? middleSequence() : 0;
            for (OpenIn each : openBlocks()) {
                if (each.block().openedMillis() <= oldest || each.block().firstSequence() < pressedUntil) {
                    detach(each);
                }
            }
        } finally {
            state.unlock();
        }
        boolean drained = sealer.drain();
        boolean due =
                clock.millis() - lastCommitMillis >= config.commitInterval().toMillis();
        if (drained && (due || log.bytes() > config.walBytes())) {
            commit();
        }
        dropOldDays();
    }

    /** One round of housekeeping, now. */
    void housekeep() throws IOException {
        onWorker(() -> {
            tickQuietly();
            return true;
        });
    }

    private long middleSequence() {
        long first = firstUnsealed();
        return first + (log.nextSequence() - first) / 2 + 1;
    }

    /** On the worker's thread. */
    private boolean commit() {
        lastCommitMillis = clock.millis();
        syncPatterns();
        if (!sealer.commit(days.loaded())) {
            return false;
        }
        long needed = firstNeeded();
        try {
            log.dropBefore(needed);
            return true;
        } catch (IOException e) {
            LOG.error("could not shorten the write-ahead log; it is tried again", e);
            return false;
        }
    }

    /** Before lines leave the write-ahead log: until then patterns come back from there. Lines do not wait for them. */
    private void syncPatterns() {
        try {
            patterns.book().sync();
        } catch (IOException e) {
            LOG.warn("could not write down which patterns were seen; it is tried again: {}", e.getMessage());
        }
    }

    /** Taken between two batches: one that is in the log but not in its blocks yet must not leave the log. */
    private long firstNeeded() {
        order.lock();
        state.lock();
        try {
            return firstUnsealed();
        } finally {
            state.unlock();
            order.unlock();
        }
    }

    /** The first line's number that is not in a sealed block. All before it may leave the log once committed. */
    private long firstUnsealed() {
        long first = log.nextSequence();
        for (Day day : days.loaded()) {
            for (DayStream stream : day.streams()) {
                for (OpenBlock block : stream.sealing()) {
                    first = Math.min(first, block.firstSequence());
                }
                OpenBlock open = stream.open();
                first = open == null ? first : Math.min(first, open.firstSequence());
            }
        }
        return first;
    }

    private void dropOldDays() throws IOException {
        long oldest = nanos(clock.millis() - config.retention().toMillis());
        state.lock();
        try {
            arrivals.forgetBefore(Day.ofNanos(oldest));
        } finally {
            state.unlock();
        }
        for (long number : days.dropBefore(Day.ofNanos(oldest))) {
            LOG.info("dropped the logs of {}: older than {}", Day.folderName(number), config.retention());
        }
    }

    /** Reads every sealed block of the range's days and reports those that are not what was written. */
    public List<ChainFault> verify(NanoRange range) throws IOException {
        List<ChainFault> faults = new ArrayList<>();
        List<Day> pinned = days.pinned(range);
        try {
            for (Day day : pinned) {
                record Chain(DayStream stream, List<BlockEntry> entries) {}
                List<Chain> chains = new ArrayList<>();
                state.lock();
                try {
                    day.streams().forEach(stream -> chains.add(new Chain(stream, List.copyOf(stream.sealed()))));
                } finally {
                    state.unlock();
                }
                try (TemplateFile templates = day.templates().readAgain()) {
                    chains.forEach(chain ->
                            faults.addAll(ChainVerifier.verify(day, templates, chain.stream(), chain.entries())));
                } catch (IOException | LogIndexException e) {
                    faults.add(new ChainFault(
                            Day.folderName(day.number()),
                            Labels.EMPTY,
                            0,
                            day.templates().file().toString(),
                            0,
                            "no block can be checked without its templates: " + e.getMessage()));
                }
            }
        } finally {
            for (Day day : pinned) {
                day.unpin();
            }
        }
        return faults;
    }

    /** What keeps the store from working as it should; empty when it is well. */
    public List<String> check() {
        List<String> problems = new ArrayList<>();
        IOException failure = log.failure();
        if (failure != null) {
            problems.add("the write-ahead log could not be synced: " + failure.getMessage() + "; restart");
        }
        if (backlog() > mostWaiting()) {
            problems.add("blocks wait to be written, new lines are refused; is the disk full?");
        }
        return problems;
    }

    public LogIndexStats stats() {
        state.lock();
        try {
            return StatsCount.of(days, sealer, collecting, log, linesAppended, linesRejected);
        } finally {
            state.unlock();
        }
    }

    /** Everything accepted is in the write-ahead log; open blocks come back from there. */
    @Override
    public void close() throws IOException {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("blocks are still being written; what is missing comes back from the write-ahead log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        learning.close();
        patterns.book().close();
        log.close();
        days.close();
    }
}
