package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One day's folder: payload files, signatures and the Lucene index, with the table of streams and blocks in memory.
 * The table is guarded by the store's lock; blocks are written by the sealing thread only.
 */
final class Day implements AutoCloseable {
    static final long NANOS = 86_400_000_000_000L;

    /** Enough for times and lengths of most blocks. */
    private static final int HEAD_BYTES = 2048;

    /** A block is moved rarely; while one is read it is not moved again and again. */
    private static final int READ_ATTEMPTS = 5;

    private final long number;
    private final Catalog catalog;
    private final PayloadFiles payload;
    private final SignatureIndex signatures;
    private final TemplateFile templates;
    private final ChangeFile changes;
    private final DayChains chains;
    private final Map<Labels, DayStream> streams = new LinkedHashMap<>();
    private final List<DayStream> byId = new ArrayList<>();
    private final BlockTable table = new BlockTable();
    private final MinuteCells minutes;

    /** The blocks that changed since the day was opened, by ordinal: who took note of them before reads them here. */
    private final Map<Integer, BlockEntry> changed = new ConcurrentHashMap<>();

    private final List<DayStream> unwrittenStreams = new ArrayList<>();
    private int blocks;
    private long generation;
    private volatile boolean dirty;
    private volatile long lastSequence;
    private int pins = 1;

    private Day(long number, Path folder) throws IOException {
        this.number = number;
        this.minutes = new MinuteCells(number);
        DurableFolder.create(folder);
        this.catalog = Catalog.open(folder);
        try {
            Map<String, String> commit = catalog.load(new TableLoader());
            byId.forEach(stream -> stream.sealed().sort(Comparator.comparingInt(BlockEntry::ordinal)));
            DayCommit last = new DayCommit(commit);
            this.generation = last.number("generation");
            this.changes = ChangeFile.open(folder, last.number("changeLength"));
            ChangeFile.read(folder, changes.length()).forEach(this::apply);
            this.payload = PayloadFiles.open(
                    folder,
                    Math.toIntExact(last.number("payloadFiles")),
                    last.number("payloadLength"),
                    last.text("payloadGone"));
            this.signatures = SignatureIndex.open(folder, last.number("signatureLength"), generation);
            this.templates = TemplateFile.open(folder, last.number("templateLength"));
            this.chains = DayChains.after(folder, last);
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    /** Opens the folder at its last commit: what was written behind it is cut off. */
    static Day open(Path daysFolder, long number) throws IOException {
        return new Day(number, daysFolder.resolve(folderName(number)));
    }

    static long ofNanos(long timeNanos) {
        return Math.floorDiv(timeNanos, NANOS);
    }

    /** Whether the day has a moment of the range. */
    static boolean overlaps(long number, NanoRange range) {
        return range.overlaps(number * NANOS, (number + 1) * NANOS - 1);
    }

    static String folderName(long number) {
        return java.time.LocalDate.ofEpochDay(number).toString();
    }

    /** Fills the table from the catalog; blocks come in any order of segments. */
    private final class TableLoader implements Catalog.Loader {
        @Override
        public void stream(int id, Labels labels) {
            while (byId.size() <= id) {
                byId.add(new DayStream(-1, Labels.EMPTY));
            }
            DayStream stream = new DayStream(id, labels);
            byId.set(id, stream);
            streams.put(labels, stream);
        }

        @Override
        public void block(BlockEntry entry) {
            DayStream stream = byId.get(entry.header().streamId());
            enter(stream, entry);
            blocks = Math.max(blocks, entry.ordinal() + 1);
            lastSequence = Math.max(lastSequence, entry.header().lastSequence());
        }
    }

    private void apply(BlockChange change) {
        BlockEntry before = table.get(change.ordinal());
        if (before == null) {
            throw new LogIndexException("the changes of " + folderName(number) + " name block " + change.ordinal()
                    + ", which is not in the catalog");
        }
        enterChanged(byId.get(before.header().streamId()), before.after(change));
    }

    private void enterChanged(DayStream stream, BlockEntry now) {
        table.change(now);
        stream.replaceSealed(now);
    }

    long number() {
        return number;
    }

    Collection<DayStream> streams() {
        return streams.values();
    }

    DayStream stream(Labels labels) {
        DayStream present = streams.get(labels);
        if (present == null) {
            present = new DayStream(byId.size(), labels);
            byId.add(present);
            streams.put(labels, present);
            unwrittenStreams.add(present);
        }
        return present;
    }

    DayStream streamOf(BlockEntry entry) {
        return byId.get(entry.header().streamId());
    }

    /** Whether the stream has lines on this day. */
    boolean has(Labels labels) {
        return streams.containsKey(labels);
    }

    /** All streams' numbers are below this. */
    int streamIds() {
        return byId.size();
    }

    /** Makes a block part of its stream. With the store's lock held. */
    void enter(DayStream stream, BlockEntry entry) {
        stream.addSealed(entry);
        table.enter(entry);
    }

    /** All blocks by ordinal, as they are now. With the store's lock held. */
    BlockTable.View blocks() {
        return table.view();
    }

    /** Their lines by minute and level. */
    MinuteCells minutes() {
        return minutes;
    }

    PayloadFiles payload() {
        return payload;
    }

    SignatureIndex signatures() {
        return signatures;
    }

    TemplateFile templates() {
        return templates;
    }

    /** Reads no more than the block's beginning, if what is asked for, up to section {@code last}, lies there. */
    BlockHead readHead(BlockEntry entry, int last) throws IOException {
        if (entry.place().length() > HEAD_BYTES) {
            Sections sections = sections(entry, HEAD_BYTES);
            if (sections.holds(last)) {
                return new BlockHead(sections);
            }
        }
        return new BlockHead(sections(entry, Integer.MAX_VALUE));
    }

    Block read(BlockEntry entry) throws IOException {
        return Blocks.read(sections(entry, Integer.MAX_VALUE), templates);
    }

    /** The beginning of a block, where it is now: it may be smaller, or elsewhere, than when it was taken note of. */
    private Sections sections(BlockEntry entry, int mostBytes) throws IOException {
        for (int attempt = 1; ; attempt++) {
            BlockEntry.Place place =
                    changed.getOrDefault(entry.ordinal(), entry).place();
            if (place.length() == 0) {
                return Blocks.nothing(payload.file(place.file()), entry.header());
            }
            try {
                BlockEntry.Place start =
                        new BlockEntry.Place(place.file(), place.offset(), Math.min(mostBytes, place.length()));
                return new Sections(payload.file(place.file()), place.offset(), payload.read(start));
            } catch (ClosedChannelException e) {
                if (attempt == READ_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Writes a block's bytes; it counts only once its stream has the entry. */
    BlockEntry write(DayStream stream, BlockHeader header, BlockEncoder.Encoded block) throws IOException {
        templates.write();
        BlockEntry.Place place = payload.append(block.bytes());
        byte[] hash = DayStream.chainLink(stream.chainHead(), block.bytes());
        BlockEntry entry = new BlockEntry(blocks, place, header, hash, block.counts());
        signatures.add(entry.ordinal(), block.signature());
        blocks++;
        catalog.addBlock(entry);
        dirty = true;
        return entry;
    }

    /**
     * Writes what is left of a block, null where nothing is, after its lines were taken out. It counts only once its
     * stream has the entry, by {@link #enter(DayStream, BlockEntry)}.
     */
    BlockEntry shrink(
            BlockEntry entry,
            BlockEncoder.@Nullable Encoded left,
            BlockHeader header,
            long removedLines,
            String cause,
            long millis)
            throws IOException {
        BlockEntry.Place place = new BlockEntry.Place(0, 0, 0);
        byte[] digest = new byte[RecordChain.DIGEST_BYTES];
        SecondCounts counts = null;
        if (left != null) {
            templates.write();
            place = payload.append(left.bytes());
            digest = DayStream.sha256().digest(left.bytes());
            counts = left.counts();
        }
        return changed(
                entry,
                new BlockChange.Shrunk(
                        entry.ordinal(), place, header, counts, digest, entry.hash(), removedLines, cause, millis));
    }

    /** Writes a block's bytes anew, behind all others. It counts only once its stream has the entry. */
    BlockEntry move(BlockEntry entry) throws IOException {
        return changed(entry, new BlockChange.Moved(entry.ordinal(), payload.append(payload.read(entry.place()))));
    }

    private BlockEntry changed(BlockEntry entry, BlockChange change) throws IOException {
        changes.append(change);
        dirty = true;
        return entry.after(change);
    }

    /** Makes a changed block count. With the store's lock held. */
    void enterChange(DayStream stream, BlockEntry now) {
        enterChanged(stream, now);
        changed.put(now.ordinal(), now);
    }

    /** Streams that no committed document names yet. */
    List<DayStream> unwrittenStreams() {
        return List.copyOf(unwrittenStreams);
    }

    void markWritten(List<DayStream> written) {
        unwrittenStreams.removeAll(written);
    }

    /** The highest number of a line in a sealed block when the day was opened or since. */
    long lastSequence() {
        return lastSequence;
    }

    boolean dirty() {
        return dirty;
    }

    /** What the store is to say of the day's chains when it commits. With the store's lock held. */
    List<DayHead.StreamEnd> streamEnds() {
        return streams.values().stream().map(DayHead.StreamEnd::of).toList();
    }

    /** Templates, payload, signatures, changes, then Lucene's commit, which makes the rest count. */
    Heads.Head commit(List<DayStream> newStreams, List<DayHead.StreamEnd> ends, HeadKey key) throws IOException {
        for (DayStream stream : newStreams) {
            catalog.addStream(stream.id(), stream.labels());
        }
        templates.sync();
        payload.sync();
        changes.sync();
        long next = generation + 1;
        signatures.commit(next);
        DayCommit commit = DayCommit.of(next, payload, signatures.length(), templates.length(), changes.length());
        chains.advance(commit);
        Heads.Head head = commit.sign(number, ends, key);
        catalog.commit(commit.data());
        generation = next;
        dirty = false;
        signatures.deleteOtherThan(generation);
        payload.deleteGivenUp();
        return head;
    }

    /** Keeps the files open until {@link #unpin}. False where they are closed already. */
    synchronized boolean pin() {
        if (pins == 0) {
            return false;
        }
        pins++;
        return true;
    }

    synchronized void unpin() throws IOException {
        if (--pins == 0) {
            payload.close();
            signatures.close();
            templates.close();
            changes.close();
            catalog.close();
        }
    }

    @Override
    public void close() throws IOException {
        unpin();
    }
}
