package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LostLines;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Reads a day's sealed blocks, wherever they are by now. One that is damaged is told of when it is first come upon, and
 * has no lines from then on. Thread-safe.
 */
final class StoredBlocks {
    /** Enough for times and lengths of most blocks. */
    private static final int HEAD_BYTES = 2048;

    /** A block is moved rarely; while one is read it is not moved again and again. */
    private static final int READ_ATTEMPTS = 5;

    private final PayloadFiles payload;
    private final TemplateFile templates;
    private final Damages damages;
    private final IntFunction<Labels> labels;
    private final BlockHealth health = new BlockHealth();

    /** The blocks that changed since the day was opened, by ordinal: who took note of them before reads them here. */
    private final Map<Integer, BlockEntry> changed = new ConcurrentHashMap<>();

    /** @param labels of the day's streams by number, to tell of what is lost */
    StoredBlocks(PayloadFiles payload, TemplateFile templates, Damages damages, IntFunction<Labels> labels) {
        this.payload = payload;
        this.templates = templates;
        this.damages = damages;
        this.labels = labels;
    }

    /** To be told where a block is from now on, and that it may be smaller. */
    void changed(BlockEntry now) {
        changed.put(now.ordinal(), now);
        health.changed(now.ordinal());
    }

    /** Tells of payload that is missing or cut off; its blocks are left out. */
    void findLost(BlockTable.View view, String day) throws IOException {
        Map<Integer, Long> lines = new TreeMap<>();
        for (int i = 0; i < view.count(); i++) {
            BlockEntry entry = view.entry(i);
            if (entry != null && entry.place().length() > 0 && !payload.reaches(entry.place())) {
                health.lost(i);
                lines.merge(entry.place().file(), (long) entry.header().lines(), Long::sum);
            }
        }
        lines.forEach((file, lost) -> damages.lost(
                payload.file(file),
                (Files.exists(payload.file(file)) ? "it is cut off" : "it is missing") + ": " + lost
                        + " lines of " + day
                        + " are lost, unless it is put back from a backup while the server is stopped"));
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

    /** A block that is damaged is told of, and has no lines from then on. */
    Block read(BlockEntry entry) throws IOException {
        return Blocks.read(sections(entry, Integer.MAX_VALUE), templates);
    }

    /** The same, but throws where the block is damaged. */
    Block readUndamaged(BlockEntry entry) throws IOException {
        Block block = read(entry);
        if (health.isLost(entry.ordinal())) {
            throw LogIndexException.corrupt(
                    payload.file(entry.place().file()), entry.place().offset(), "the block cannot be read");
        }
        return block;
    }

    /** Whether any block was found to be damaged. */
    boolean hasLost() {
        return health.anyLost();
    }

    /** The ordinals of those that were. */
    BitSet lost() {
        return health.lost();
    }

    /** What is told of one of them to who asks for its lines. */
    LostLines.Block lost(BlockEntry entry, String day, Labels stream) {
        BlockEntry.Place place = entry.place();
        return new LostLines.Block(
                day,
                damages.name(payload.file(place.file())),
                place.offset(),
                entry.ordinal(),
                stream,
                entry.header().lines());
    }

    /** Whether the block was found to be damaged. */
    boolean isLost(BlockEntry entry) {
        return health.isLost(entry.ordinal());
    }

    /** The beginning of a block, where it is now: it may be smaller, or elsewhere, than when it was taken note of. */
    private Sections sections(BlockEntry entry, int mostBytes) throws IOException {
        BlockEntry now = entry;
        try {
            for (int attempt = 1; ; attempt++) {
                now = changed.getOrDefault(entry.ordinal(), entry);
                if (now.place().length() == 0 || health.isLost(now.ordinal())) {
                    return Blocks.nothing(payload.file(now.place().file()), entry.header());
                }
                try {
                    return checked(now, Math.min(mostBytes, now.place().length()));
                } catch (ClosedChannelException e) {
                    if (attempt == READ_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!DayRepair.isDamage(e)) {
                throw e;
            }
            lose(now, e);
            return Blocks.nothing(payload.file(now.place().file()), entry.header());
        }
    }

    /** The first time, all of what is read is looked through, so that damage is not come upon halfway. */
    private Sections checked(BlockEntry entry, int bytes) throws IOException {
        BlockEntry.Place place = entry.place();
        Sections sections = new Sections(
                payload.file(place.file()),
                place.offset(),
                payload.read(new BlockEntry.Place(place.file(), place.offset(), bytes)));
        if (!health.isSound(entry.ordinal())) {
            boolean whole = bytes == place.length();
            sections.check(entry.header(), whole);
            if (whole) {
                Blocks.read(sections, templates).checkNeeds();
                health.sound(entry.ordinal());
            }
        }
        return sections;
    }

    private void lose(BlockEntry entry, Exception why) {
        health.lost(entry.ordinal());
        BlockHeader header = entry.header();
        damages.lost(
                payload.file(entry.place().file()),
                "at offset " + entry.place().offset() + ": a block of " + header.lines() + " lines of the stream "
                        + labels.apply(header.streamId()) + " from " + instant(header.minNanos()) + " to "
                        + instant(header.maxNanos()) + " cannot be read (" + why.getMessage()
                        + "): they are left out, unless the file is put back from a backup while the server is stopped");
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
