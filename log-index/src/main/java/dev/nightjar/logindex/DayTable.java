package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a day's last commit says, read without changing anything: streams, blocks as they were sealed, lengths, head. */
final class DayTable implements Catalog.Loader {
    /** A stream of the day and its blocks, in the order of its chain. */
    record Stream(int id, Labels labels, List<BlockEntry> blocks) {
        DayHead.StreamEnd end() {
            byte[] link = blocks.isEmpty()
                    ? DayStream.chainStart(labels)
                    : blocks.getLast().hash();
            return new DayHead.StreamEnd(id, labels, blocks.size(), link);
        }
    }

    private final Map<Integer, Stream> streams = new TreeMap<>();
    private DayCommit commit = new DayCommit(Map.of());
    private int blocks;
    private int ordinals;

    private DayTable() {}

    /** Reads every byte of the Lucene index on the way and checks it. */
    static DayTable read(Path dayFolder) throws IOException {
        DayTable table = new DayTable();
        try (Catalog catalog = Catalog.open(dayFolder)) {
            table.commit = new DayCommit(catalog.load(table));
        }
        table.streams.values().forEach(stream -> stream.blocks().sort(Comparator.comparingInt(BlockEntry::ordinal)));
        return table;
    }

    @Override
    public void stream(int id, Labels labels) {
        streams.put(id, new Stream(id, labels, new ArrayList<>()));
    }

    @Override
    public void block(BlockEntry entry) {
        Stream stream = streams.get(entry.header().streamId());
        if (stream == null) {
            throw new LogIndexException("block " + entry.ordinal() + " is of stream "
                    + entry.header().streamId() + ", which is not in the catalog");
        }
        stream.blocks().add(entry);
        blocks++;
        ordinals = Math.max(ordinals, entry.ordinal() + 1);
    }

    DayCommit commit() {
        return commit;
    }

    List<Stream> streams() {
        return List.copyOf(streams.values());
    }

    /** How many blocks there must have been that are not there. */
    int missing() {
        return ordinals - blocks;
    }
}
