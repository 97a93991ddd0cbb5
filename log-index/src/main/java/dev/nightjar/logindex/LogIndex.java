package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.PatternBook;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogAdmin;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SyncPace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log store. A line accepted is on the disk and found by every selection that begins later.
 *
 * <p>Two locks, always in this order: {@code order} makes the order of the write-ahead log that of the open blocks;
 * {@code state} guards the tables of streams and blocks, is held briefly by writers and readers alike, and is never
 * held over a write. {@link Upkeep} seals blocks, commits days and drops old ones.
 */
public final class LogIndex implements LogSink, LogReader, LogTail, LogPatterns, AutoCloseable {
    /** Clocks differ; a line much newer than this would open a day that is never reached. */
    private static final long FUTURE_ALLOWED_MILLIS = 3_600_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogIndex.class);
    private static final String SIGNING_KEY = "signing.key";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** How long a batch waits for sealing to catch up before it is turned away: cheaper than to decode it again. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

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
    private final PatternLearning learning;
    private final OpenBlocks open;
    private final Upkeep upkeep;
    private final HeadSigning heads;
    private final Deletions deletions;
    private final Damages damages;
    private final StoreAdmin admin;
    private final Rates rates;
    private final Reading reading;
    private long linesAppended;
    private long linesRejected;

    private LogIndex(Path folder, LogIndexConfig config, InstantSource clock, LineCondition.Language language)
            throws IOException {
        this.config = config;
        this.clock = clock;
        this.rates = new Rates(config.limits(), clock);
        this.damages = Damages.of(folder, clock);
        this.heads = HeadSigning.open(folder, config.signingKey().orElse(folder.resolve(SIGNING_KEY)), damages, clock);
        this.deletions = Deletions.open(folder, language, config.detectLevels(), damages);
        this.days = Days.open(folder.resolve("days"), damages, heads);
        this.patterns = new KnownPatterns(PatternBook.open(folder.resolve("patterns.dat")));
        this.sealer = new Sealer(state, arrivals, patterns, heads);
        this.collecting = new Collecting(days, sealer, arrivals, deletions, config, clock);
        this.open = new OpenBlocks(days, sealer, collecting);
        try {
            this.log = WriteAheadLog.open(
                    folder.resolve("wal"),
                    config.walSegmentBytes(),
                    config.sync(),
                    clock,
                    this::replay,
                    damages,
                    heads.through());
        } catch (IOException | RuntimeException e) {
            patterns.book().close();
            days.close();
            throw e;
        }
        arrivals.opened(log.nextSequence(), log.nextSequence() - 1);
        this.reading = new Reading(days, state, arrivals, deletions, patterns, config.detectLevels());
        this.learning = new PatternLearning(this, days.numbers());
        this.upkeep = new Upkeep(config, clock, order, state, days, sealer, open, log, heads);
        upkeep.beforeCommit(patterns.book()::sync);
        Removal removal = new Removal(state, sealer, arrivals, clock);
        Retention retention = new Retention(
                config.retention(),
                days,
                new OldDays(days, heads, arrivals, state, clock),
                removal,
                upkeep,
                state,
                () -> DurableFolder.bytes(folder));
        upkeep.every(() -> retention.run(clock.instant()));
        DeletionWork work = new DeletionWork(deletions, days, removal, upkeep, state, clock);
        upkeep.every(work::perform);
        upkeep.every(new MinutesAhead(days, state)::count);
        upkeep.every(new SignaturesAnew(days, state)::perform);
        this.admin = new StoreAdmin(folder, heads, deletions, retention, upkeep, this::accept, clock, damages, pace());
    }

    /** A store that can do all but delete by query. */
    public static LogIndex open(Path folder, LogIndexConfig config, InstantSource clock) throws IOException {
        return open(folder, config, clock, text -> {
            throw new IllegalArgumentException("the log store was opened without a language of queries");
        });
    }

    /**
     * Opens the store in {@code folder}, made if there is none, and brings back what was accepted but not committed. What
     * is damaged is left out or made anew, and listed by {@link LogAdmin#damage}.
     *
     * @param language in which deletions say which lines
     * @throws IOException where the folder cannot be read or written
     * @throws LogIndexException where it cannot go on; the message says what to do
     */
    public static LogIndex open(
            Path folder, LogIndexConfig config, InstantSource clock, LineCondition.Language language)
            throws IOException {
        DurableFolder.create(folder);
        LogIndex index = new LogIndex(folder, config, clock, language);
        index.upkeep.start();
        if (index.patterns.book().wasEmpty()) {
            index.learning.start();
        }
        return index;
    }

    /** Takes a deletion on: what is stored by now is told apart from what comes later, and hidden from now on. */
    private Deletion accept(String query, NanoRange range, LineCondition condition) throws IOException {
        order.lock();
        try {
            long sequence = log.startSegment();
            MatcherSet matchers = new MatcherSet(condition.matchers());
            state.lock();
            try {
                open.sealOf(stream -> matchers.matches(stream.labels()));
            } finally {
                state.unlock();
            }
            return deletions.add(query, range, sequence, clock.instant(), condition);
        } finally {
            order.unlock();
        }
    }

    /** Looks after what is stored. */
    public LogAdmin admin() {
        return admin;
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
            collecting.collectAgain(firstSequence, streams);
        } finally {
            state.unlock();
        }
        return lines;
    }

    @Override
    public IngestResult append(LogBatch batch) {
        RetainedFrom retained = new RetainedFrom(config.retention(), clock.instant());
        long newest = nanos(clock.millis() + FUTURE_ALLOWED_MILLIS);
        Validation checked = Validation.of(batch, config.limits(), retained, newest);
        if (checked.validLines() > 0) {
            Optional<Rejection> tooFast = rates.admit(checked.valid());
            if (tooFast.isPresent()) {
                checked.rejections().add(tooFast.get());
                return new IngestResult.Rejected(0, checked.rejections());
            }
            try {
                WriteAheadLog.Position position = store(checked);
                if (position == null && checked.validLines() > 0) {
                    return new IngestResult.Overloaded(
                            RETRY_AFTER, "blocks wait to be written faster than the disk takes them");
                }
                if (position != null) {
                    log.await(position);
                    arrivals.durable(position.firstSequence() + checked.validLines() - 1);
                }
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

    /** Writes the log and collects; null where too much waits to be sealed, or nothing of the batch may be stored. */
    private WriteAheadLog.@org.jspecify.annotations.Nullable Position store(Validation checked) throws IOException {
        if (!awaitRoom()) {
            return null;
        }
        ByteWriter record = records.take();
        BatchCodec.encode(checked.valid(), record);
        long encoded = checked.validLines();
        order.lock();
        try {
            prepareDays(checked);
            if (checked.validLines() == 0) {
                return null;
            }
            if (checked.validLines() != encoded) {
                records.giveBack(record);
                record = records.take();
                BatchCodec.encode(checked.valid(), record);
            }
            WriteAheadLog.Position position = log.append(record, Math.toIntExact(checked.validLines()));
            boolean sealing;
            state.lock();
            try {
                linesAppended += checked.validLines();
                linesRejected += checked.rejectedLines();
                collecting.collect(position.firstSequence(), checked.valid());
                open.keepWithin(config.openBytes());
                sealing = sealer.queued() > 0;
            } finally {
                state.unlock();
            }
            if (sealing) {
                upkeep.sealSoon();
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

    /** Opens the days first, so that line numbers go on after all that their blocks hold, and counts their streams. */
    private void prepareDays(Validation checked) throws IOException {
        StreamLimit streams = new StreamLimit(config.limits().streamsPerDay(), state);
        for (LogBatch.Stream stream : List.copyOf(checked.valid())) {
            long known = Long.MIN_VALUE;
            for (int i = 0; i < stream.size(); i++) {
                long number = Day.ofNanos(stream.timestampNanos(i));
                if (number != known) {
                    known = number;
                    Day day = days.get(number);
                    log.skipPast(day.lastSequence());
                    if (!streams.admits(day, stream.labels())) {
                        checked.refuse(stream, StreamLimit.CODE, streams.reason(day, stream.labels()));
                        break;
                    }
                }
            }
        }
    }

    @Override
    public LogCursor select(LogSelection selection) {
        return select(selection, () -> {});
    }

    @Override
    public LogCursor select(LogSelection selection, Runnable check) {
        return reading.select(selection, check).cursor();
    }

    @Override
    public Seen selectSeen(LogSelection selection) {
        return reading.select(selection, () -> {});
    }

    @Override
    public LogArrivals arrivals(List<Matcher> matchers, long after, long through) {
        return reading.arrivals(matchers, after, through);
    }

    @Override
    public long lastArrival() {
        return arrivals.durable();
    }

    @Override
    public AutoCloseable subscribe(Runnable listener) {
        return arrivals.subscribe(listener);
    }

    @Override
    public List<Labels> streams(LogSelection selection) {
        return reading.streams(selection);
    }

    @Override
    public boolean appliesFilters() {
        return true;
    }

    @Override
    public List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        return reading.volume(selection, sliceNanos);
    }

    @Override
    public Optional<List<LogVolume>> volumeBy(
            LogSelection selection, List<String> labels, long sliceNanos, boolean withBytes) {
        return Optional.of(reading.volumeBy(selection, labels, sliceNanos, withBytes));
    }

    @Override
    public List<LogPattern> patterns(List<Matcher> matchers, NanoRange range, long sliceNanos) {
        return reading.patterns(matchers, range, sliceNanos);
    }

    @Override
    public List<LostLines> lost(LogSelection selection) {
        return reading.lost(selection);
    }

    /** Brings everything stored to its resting form: all blocks sealed, committed, and the write-ahead log empty. */
    public void flush() throws IOException {
        upkeep.flush();
    }

    /** One round of housekeeping, now. */
    void housekeep() throws IOException {
        upkeep.once();
    }

    /**
     * As {@link LogAdmin#verify}, of a folder that no process has open; where the range is all, also whether its
     * write-ahead log goes as far as it did when heads were signed last.
     *
     * @param signingKey the private key's file; only the public half beside it is read
     */
    public static LogVerification verify(
            Path folder, Optional<Path> signingKey, List<Matcher> matchers, NanoRange range) throws IOException {
        Path key = signingKey.orElse(folder.resolve(SIGNING_KEY));
        return new StoreAudit(folder, key, matchers, range).runOffline();
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

    /** How long the disk takes to make lines durable. */
    public SyncPace pace() {
        return log.pace();
    }

    public LogIndexStats stats() {
        long walBytes = log.bytes(); // may have to wait for the disk, which must not keep readers waiting
        state.lock();
        try {
            return StatsCount.of(days, sealer, collecting, walBytes, linesAppended, linesRejected);
        } finally {
            state.unlock();
        }
    }

    /** Waits until the patterns of what was stored before it was opened are known. */
    void awaitPatterns() {
        learning.await();
    }

    /** Everything accepted is in the write-ahead log; open blocks come back from there. */
    @Override
    public void close() throws IOException {
        reading.close();
        upkeep.close();
        learning.close();
        patterns.book().close();
        log.close();
        days.close();
    }
}
