package dev.nightjar.tsdb;

import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesExemplars;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.SyncPace;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.retention.RetentionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of samples.
 *
 * <p>A batch is refused whole if any of its labels are invalid. Otherwise samples outside the retention or too far in
 * the future, and those of new series beyond the limit, are refused with reasons, and all others are stored. A sample
 * that is there already counts as stored. Of two different values for the same series and time, the one written last
 * is kept, also after a restart. Samples may come in any order within the retention.
 *
 * <p>Thread-safe. Calls block: {@link #append} until the batch is durable, selections on reading RocksDB. Everything
 * lies in one directory that no other process may use meanwhile.
 */
public final class Tsdb implements SampleSink, SeriesReader, ExemplarReader, MetadataReader, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Tsdb.class);

    private final InstantSource clock;
    private final SeriesIndex index;
    private final Head head;
    private final ChunkStore store;
    private final Exemplars exemplars;
    private final MetadataTable metadata;
    private final WriteAheadLog log;
    private final Ingest ingest;
    private final Checkpoints checkpoints;
    private final Upkeep upkeep;
    private final StoreAdmin admin;
    private final RollupJob rollups;
    private final Path logDirectory;
    private final Path headDirectory;
    private final Refusals refusals = new Refusals();
    private final Set<StoredSeriesCursor> cursors = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder failedTends = new LongAdder();
    private final ScheduledExecutorService tending = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tsdb-tending").daemon().factory());
    private final ScheduledExecutorService keeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tsdb-upkeep").daemon().factory());

    private final ScheduledExecutorService summing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tsdb-rollups").daemon().factory());

    private Tsdb(Path directory, TsdbConfig config, InstantSource clock, Damages damages, TableParity parity)
            throws IOException {
        logDirectory = Files.createDirectories(directory.resolve("log"));
        headDirectory = Files.createDirectories(directory.resolve("head"));
        Path chunkDirectory = Files.createDirectories(directory.resolve("chunks"));
        RetentionPolicy policy = config.retention();
        this.clock = clock;
        index = new SeriesIndex();
        store = ChunkStore.open(chunkDirectory, config.blockCacheBytes(), damages, parity);
        exemplars = new Exemplars(store, index);
        metadata = new MetadataTable(store, MetadataTable.MOST_FAMILIES);
        try {
            head = new Head(index, store);
            store.load(metadata);
            KnownSeries known = new KnownSeries(index, store, new SecureRandom());
            Arrivals arrivals = new Arrivals(head, known, index, exemplars, metadata);
            store.loadFirstKeptDay(policy.bytes());
            int firstDay = Math.max(
                    store.firstKeptDay(),
                    Day.clamped(clock.instant().minus(policy.longest()).toEpochMilli()));
            Tombstones tombstones = new Tombstones(head, index, store);
            tombstones.load();
            SampleRemoval removal = new SampleRemoval(head, index, known, store, exemplars, tombstones);
            Recovery.Result found = Recovery.run(
                    logDirectory,
                    headDirectory,
                    head,
                    known,
                    index,
                    store,
                    removal,
                    arrivals,
                    firstDay,
                    damages,
                    clock.instant());
            log = new WriteAheadLog(logDirectory, config.fsync(), config.fsyncInterval(), found.end(), clock);
            LOGGER.info(
                    "{}: {} series, {} samples replayed from the log", directory, index.liveSeries(), found.samples());
            ingest = new Ingest(
                    config,
                    clock,
                    known,
                    head,
                    store,
                    log,
                    new Admission(config.series(), index, refusals),
                    arrivals,
                    metadata);
            checkpoints = new Checkpoints(headDirectory, config, head, index, store, log);
            Deletions deletions = new Deletions(head, index, log, removal);
            Retention retention = new Retention(
                    policy,
                    index,
                    store,
                    new OldDays(head, index, store, metadata, removal),
                    deletions,
                    tombstones,
                    new OldestSample(head, store),
                    new Retention.Disk() {
                        @Override
                        public long bytes() {
                            return diskBytes();
                        }

                        @Override
                        public void shrinkLog() throws IOException {
                            checkpoints.shrinkLog();
                        }
                    });
            upkeep = new Upkeep(retention, tombstones);
            Snapshots snapshots = new Snapshots(directory, checkpoints, store, log, clock, new SecureRandom());
            snapshots.deleteUnfinished();
            admin = new StoreAdmin(
                    index, head, snapshots, deletions, tombstones, retention, clock, damages, log.pace());
            rollups = new RollupJob(head, index, store, range -> open(new SeriesSelection(List.of(), range)));
            if (found.damaged()) {
                checkpoints.checkpoint();
            }
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Opens the store in {@code directory}, which is made if it is missing, and replays its log. What is damaged is put
     * aside in {@code damaged/} and told of ({@link SeriesAdmin#damage}); everything else is there.
     *
     * @throws TsdbException if files are in use, or the disk refuses; the message says which and what to do
     */
    @SuppressWarnings("FutureReturnValueIgnored") // quietly throws nothing
    public static Tsdb open(Path directory, TsdbConfig config, InstantSource clock) {
        try {
            Tsdb tsdb = begin(directory, config, clock);
            tsdb.tending.scheduleWithFixedDelay(() -> tsdb.quietly(tsdb::tend), 1, 1, TimeUnit.SECONDS);
            tsdb.keeping.scheduleWithFixedDelay(() -> tsdb.quietly(tsdb::keepUp), 5, 60, TimeUnit.SECONDS);
            tsdb.summing.scheduleWithFixedDelay(tsdb::sumUpQuietly, 60, 60, TimeUnit.SECONDS);
            return tsdb;
        } catch (IOException e) {
            throw new TsdbException("the store in " + directory + " cannot be opened: " + e, e);
        }
    }

    private static Tsdb begin(Path directory, TsdbConfig config, InstantSource clock) throws IOException {
        Damages damages = Damages.of(directory, clock);
        TableParity parity = new TableParity(directory, damages);
        TableRepair repair = new TableRepair(directory, damages, parity);
        if (repair.isNeeded()) {
            repair.run();
        }
        try {
            return new Tsdb(directory, config, clock, damages, parity);
        } catch (TsdbException e) {
            if (!StoreDamage.isDamage(e)) {
                throw e;
            }
            LOGGER.warn("the chunks are damaged; what is whole of them is kept", e);
            repair.run();
            return new Tsdb(directory, config, clock, damages, parity);
        }
    }

    @Override
    public IngestResult append(SampleBatch batch) {
        checkOpen();
        return ingest.append(batch, Ingest.Wait.UNTIL_DURABLE);
    }

    @Override
    public IngestResult appendWithoutWaiting(SampleBatch batch) {
        checkOpen();
        return ingest.append(batch, Ingest.Wait.NOT);
    }

    @Override
    public SeriesCursor select(SeriesSelection selection) {
        checkOpen();
        StoredSeriesCursor cursor = open(selection);
        cursors.add(cursor);
        return cursor;
    }

    private StoredSeriesCursor open(SeriesSelection selection) {
        TimeRange range = selection.range();
        return index.read(range, view -> {
            long[] series = Selector.inKeyOrder(view, Selector.select(view, selection.matchers()));
            List<Integer> days = view.days().stream().map(day -> day.day).toList();
            return new StoredSeriesCursor(
                    index, head, store, range, selection.summaries(), series, days, cursors::remove);
        });
    }

    @Override
    public List<Labels> series(SeriesSelection selection) {
        checkOpen();
        return index.read(selection.range(), view -> Selector.labels(view, selection.matchers()));
    }

    @Override
    public List<String> labelNames(SeriesSelection selection) {
        checkOpen();
        return index.read(selection.range(), view -> Selector.names(view, selection.matchers()));
    }

    @Override
    public List<String> labelValues(String name, SeriesSelection selection) {
        checkOpen();
        return index.read(selection.range(), view -> Selector.values(view, name, selection.matchers()));
    }

    @Override
    public List<SeriesExemplars> exemplars(SeriesSelection selection) {
        checkOpen();
        TimeRange range = selection.range();
        record Wanted(long[] series, List<Integer> days) {}
        Wanted wanted = index.read(
                range,
                view -> new Wanted(
                        Selector.inKeyOrder(view, Selector.select(view, selection.matchers())),
                        view.days().stream().map(day -> day.day).toList()));
        return exemplars.read(wanted.series, wanted.days, range);
    }

    @Override
    public Map<String, List<MetricMetadata>> metadata(String family) {
        checkOpen();
        return metadata.read(family);
    }

    /** Brings everything stored to its resting form: sealed, compacted, the log empty. Takes seconds; ingestion goes on. */
    public void flush() {
        checkOpen();
        try {
            checkpoints.rest();
        } catch (IOException e) {
            throw new TsdbException("the store cannot be flushed: " + e, e);
        }
    }

    /** What is wrong at present, or empty. */
    public Optional<String> check() {
        if (closed.get()) {
            return Optional.of("the store is closed");
        }
        return Optional.ofNullable(log.problem())
                .map(problem -> "the write-ahead log cannot be written: " + problem)
                .or(() -> Optional.ofNullable(store.problem()));
    }

    /** How long the disk takes to make samples durable. */
    public SyncPace pace() {
        return log.pace();
    }

    /** What operators do to the store: delete, free, copy, count. */
    public SeriesAdmin admin() {
        checkOpen();
        return admin;
    }

    public TsdbStatistics stats() {
        long headBytes;
        long stamp = head.lock.readLock();
        try {
            headBytes = head.streams().usedBytes();
        } finally {
            head.lock.unlockRead(stamp);
        }
        IngestCounters counters = ingest.counters();
        return new TsdbStatistics(
                index.liveSeries(),
                counters.appended(),
                counters.rejected(),
                counters.duplicates(),
                counters.late(),
                counters.histograms(),
                counters.exemplars(),
                counters.exemplarsDropped(),
                log.liveBytes(),
                headBytes,
                store.chunksPut(),
                checkpoints.made());
    }

    /** Which metrics and sources had new series refused since the start, the worst first; a bounded number. */
    public List<RefusedSamples> refused() {
        return refusals.list();
    }

    /** What the store has on the disk, but for snapshots. */
    public long diskBytes() {
        return store.files().bytes() + store.parity().bytes() + bytes(logDirectory) + bytes(headDirectory);
    }

    /** All files of a folder, the log's spare ones too; asks nobody who may be waiting for the disk. */
    private static long bytes(Path folder) {
        try {
            return FileTree.bytes(folder);
        } catch (IOException e) {
            throw new TsdbException("the files in " + folder + " cannot be counted", e);
        }
    }

    /** What otherwise happens every second. */
    void tend() throws IOException {
        checkpoints.tend(clock.instant());
    }

    /** What otherwise happens every minute: retention, giving back the space of what was deleted, parity of new tables. */
    void keepUp() throws IOException {
        upkeep.run(clock.instant());
        store.keepParity();
    }

    /** Work in the background. */
    private interface Chore {
        void run() throws IOException;
    }

    private void quietly(Chore chore) {
        try {
            chore.run();
        } catch (IOException | RuntimeException e) {
            failedTends.increment();
            LOGGER.warn("sealing, checkpoint or retention failed {} times, goes on", failedTends.sum(), e);
        }
    }

    /** Sums up the days that are due: what otherwise happens every minute, in the background. */
    public void sumUp() {
        checkOpen();
        rollups.run(clock.instant(), closed::get);
    }

    /** How many label pairs the index keeps. */
    int labelPairs() {
        return index.pairCount();
    }

    /** Whether the day of that time has been summed up. */
    boolean isSummedUp(long timeMillis) {
        return store.rollups().days().contains(Day.of(timeMillis));
    }

    private void sumUpQuietly() {
        try {
            sumUp();
        } catch (RuntimeException e) {
            failedTends.increment();
            LOGGER.warn("summing up failed, goes on; queries read samples instead", e);
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** Ends all cursors, makes a checkpoint so that the next start is quick, and closes. No call may run meanwhile. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        tending.close();
        keeping.close();
        summing.close();
        List.copyOf(cursors).forEach(StoredSeriesCursor::close);
        try {
            checkpoints.checkpoint();
            store.keepParity();
        } catch (IOException | RuntimeException e) {
            LOGGER.warn("no checkpoint at the end; the next start replays the log instead", e);
        } finally {
            log.close();
            store.close();
        }
    }
}
