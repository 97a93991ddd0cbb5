package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Enough for times and lengths of most blocks. */
    private static final int HEAD_BYTES = 2048;

    private final long number;
    private final Catalog catalog;
    private final PayloadFiles payload;
    private final SignatureIndex signatures;
    private final TemplateFile templates;
    private final Map<Labels, DayStream> streams = new LinkedHashMap<>();
    private final List<DayStream> byId = new ArrayList<>();
    /** By ordinal; null where the block is written but not entered yet. */
    private final List<@Nullable BlockEntry> entries = new ArrayList<>();

    private final List<DayStream> unwrittenStreams = new ArrayList<>();
    private int blocks;
    private long generation;
    private volatile boolean dirty;
    private volatile long lastSequence;
    private int pins = 1;

    private Day(long number, Path folder) throws IOException {
        this.number = number;
        DurableFolder.create(folder);
        this.catalog = Catalog.open(folder);
        try {
            Map<String, String> commit = catalog.load(new TableLoader());
            byId.forEach(stream -> stream.sealed().sort(Comparator.comparingInt(BlockEntry::ordinal)));
            this.generation = Long.parseLong(commit.getOrDefault("generation", "0"));
            this.payload = PayloadFiles.open(
                    folder,
                    Integer.parseInt(commit.getOrDefault("payloadFiles", "0")),
                    Long.parseLong(commit.getOrDefault("payloadLength", "0")));
            this.signatures = SignatureIndex.open(
                    folder, Long.parseLong(commit.getOrDefault("signatureLength", "0")), generation);
            this.templates = TemplateFile.open(folder, Long.parseLong(commit.getOrDefault("templateLength", "0")));
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

    /** All streams' numbers are below this. */
    int streamIds() {
        return byId.size();
    }

    /** Makes a block part of its stream. With the store's lock held. */
    void enter(DayStream stream, BlockEntry entry) {
        stream.addSealed(entry);
        while (entries.size() <= entry.ordinal()) {
            entries.add(null);
        }
        entries.set(entry.ordinal(), entry);
    }

    /** All blocks by ordinal, as they are now. */
    @Nullable
    BlockEntry[] entries() {
        return entries.toArray(new BlockEntry[0]);
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
        BlockEntry.Place place = entry.place();
        if (place.length() > HEAD_BYTES) {
            BlockEntry.Place start = new BlockEntry.Place(place.file(), place.offset(), HEAD_BYTES);
            Sections sections = new Sections(payload.file(place.file()), place.offset(), payload.read(start));
            if (sections.holds(last)) {
                return new BlockHead(sections);
            }
        }
        return new BlockHead(new Sections(payload.file(place.file()), place.offset(), payload.read(place)));
    }

    Block read(BlockEntry entry) throws IOException {
        return read(entry, templates);
    }

    Block read(BlockEntry entry, TemplateFile templates) throws IOException {
        BlockEntry.Place place = entry.place();
        Sections sections = new Sections(payload.file(place.file()), place.offset(), payload.read(place));
        return switch (sections.version()) {
            case TextBlock.VERSION -> new TextBlock(sections);
            case TemplateBlock.VERSION -> new TemplateBlock(sections, templates);
            default ->
                throw sections.broken(
                        4,
                        "the block has version " + sections.version() + ", this program knows " + TextBlock.VERSION
                                + " and " + TemplateBlock.VERSION);
        };
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

    /** Templates, payload, signatures, then Lucene's commit, which makes the rest count. */
    void commit(List<DayStream> newStreams) throws IOException {
        for (DayStream stream : newStreams) {
            catalog.addStream(stream.id(), stream.labels());
        }
        templates.sync();
        payload.sync();
        signatures.commit(generation + 1);
        catalog.commit(Map.of(
                "generation", Long.toString(generation + 1),
                "payloadFiles", Integer.toString(payload.files()),
                "payloadLength", Long.toString(payload.lastLength()),
                "signatureLength", Long.toString(signatures.length()),
                "templateLength", Long.toString(templates.length())));
        generation++;
        dirty = false;
        signatures.deleteOtherThan(generation);
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
            catalog.close();
        }
    }

    @Override
    public void close() throws IOException {
        unpin();
    }
}
