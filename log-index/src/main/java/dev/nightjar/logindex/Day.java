package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One day's folder: payload files, signatures and the Lucene index, with the table of streams and blocks in memory.
 * The table is guarded by the store's lock; blocks are written by the sealing thread only.
 */
final class Day implements AutoCloseable {
    static final long NANOS = 86_400_000_000_000L;

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

    private final StoredBlocks stored;
    private final Ledger ledger;
    private final Damages damages;
    private final List<DayStream> unwrittenStreams = new ArrayList<>();
    private final List<BlockEntry> unwrittenBlocks = new ArrayList<>();
    private int blocks;
    private long generation;
    private volatile boolean dirty;
    private volatile long lastSequence;
    private int pins = 1;

    private Day(long number, Path folder, Damages damages, long signedGeneration) throws IOException {
        this.number = number;
        this.damages = damages;
        this.minutes = new MinuteCells(number);
        DurableFolder.create(folder);
        boolean fresh = DurableFolder.list(folder).isEmpty();
        this.catalog = Catalog.open(folder);
        try {
            Map<String, String> commit = catalog.load(new TableLoader());
            if (commit.isEmpty() && !fresh) {
                requireUncommitted(folder, signedGeneration);
            }
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
            this.signatures = SignatureIndex.open(folder, last.number("signatureLength"), generation, damages);
            this.templates = TemplateFile.open(folder, last.number("templateLength"));
            this.chains = DayChains.after(folder, last);
            this.ledger = openLedger(folder, last);
            this.stored = new StoredBlocks(
                    payload, templates, damages, id -> byId.get(id).labels());
            stored.findLost(table.view(), folderName(number));
            signatures.missing(blocks).ifPresent(what -> damages.restored(folder, what));
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    /** What no commit names is cut off, so it must be certain that there is none. */
    private static void requireUncommitted(Path folder, long signedGeneration) throws IOException {
        if (signedGeneration > 0 || Ledger.read(folder).isPresent()) {
            throw new LogIndexException(folder.resolve("lucene") + " has no commit, and there was one");
        }
    }

    private Ledger openLedger(Path folder, DayCommit last) throws IOException {
        boolean there = Files.exists(Ledger.file(folder)) && Files.size(Ledger.file(folder)) > 0;
        Ledger opened = Ledger.open(folder, last);
        if (generation > 0 && !opened.isWhole()) {
            opened.rewrite(DayTable.read(folder));
            if (there) {
                damages.restored(
                        Ledger.file(folder), "it was not as it was written, and is made anew of what it copies");
            }
        }
        return opened;
    }

    /**
     * Opens the folder at its last commit: what was written behind it is cut off. One that is damaged is made whole, or
     * else put aside.
     */
    static Day open(Path daysFolder, long number, Damages damages, HeadSigning heads) throws IOException {
        Path folder = daysFolder.resolve(folderName(number));
        try {
            return new Day(number, folder, damages, heads.generation(number));
        } catch (IOException | RuntimeException e) {
            if (!DayRepair.isDamage(e)) {
                throw e;
            }
            return repaired(number, folder, damages, heads, e);
        }
    }

    private static Day repaired(long number, Path folder, Damages damages, HeadSigning heads, Exception found)
            throws IOException {
        DayRepair repair = new DayRepair(folder, damages);
        Exception why = found;
        try {
            if (repair.restore()) {
                return new Day(number, folder, damages, heads.generation(number));
            }
        } catch (IOException | RuntimeException e) {
            if (!DayRepair.isDamage(e)) {
                throw e;
            }
            why = e;
        }
        repair.putAside(why);
        heads.lost(number, "damaged, and put aside");
        return new Day(number, folder, damages, 0);
    }

    static long ofNanos(long timeNanos) {
        return Math.floorDiv(timeNanos, NANOS);
    }

    /** Whether the day has a moment of the range. */
    static boolean overlaps(long number, NanoRange range) {
        return range.overlaps(number * NANOS, (number + 1) * NANOS - 1);
    }

    static String folderName(long number) {
        return LocalDate.ofEpochDay(number).toString();
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

    /** What blocks hold. */
    StoredBlocks stored() {
        return stored;
    }

    SignatureIndex signatures() {
        return signatures;
    }

    TemplateFile templates() {
        return templates;
    }

    /** Blocks, at most so many, that are searched through each time, as what they may hold is not known any more. */
    List<BlockEntry> withoutSignature(int most) {
        BitSet without = signatures.without();
        List<BlockEntry> found = new ArrayList<>();
        BlockTable.View view = table.view();
        for (int i = without.nextSetBit(0); i >= 0 && found.size() < most; i = without.nextSetBit(i + 1)) {
            BlockEntry entry = i < view.count() ? view.entry(i) : null;
            if (entry != null) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Gives a block its signature again. On the sealing thread. */
    void sign(BlockEntry entry, Signature signature) throws IOException {
        signatures.add(entry.ordinal(), signature);
        dirty = true;
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
        unwrittenBlocks.add(entry);
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
        stored.changed(now);
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

    /** Templates, payload, signatures, changes, the ledger, then Lucene's commit, which makes the rest count. */
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
        ledger.write(
                newStreams.stream()
                        .map(stream -> new Ledger.Stream(stream.id(), stream.labels()))
                        .toList(),
                unwrittenBlocks,
                commit);
        catalog.commit(commit.data());
        ledger.committed(commit);
        unwrittenBlocks.clear();
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
            ledger.close();
            catalog.close();
        }
    }

    @Override
    public void close() throws IOException {
        unpin();
    }
}
