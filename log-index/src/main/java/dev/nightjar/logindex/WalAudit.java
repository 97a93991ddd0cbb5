package dev.nightjar.logindex;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a write-ahead log, checks every record, counts the lines that are nowhere else yet, and changes nothing. Beside
 * a running store it is called while nothing shortens the log; a record being written is left out.
 */
final class WalAudit {
    /** Damage in a file. */
    record Found(Path file, String what) {}

    private final UnsealedLines unsealed;
    private final long through;
    private final List<Found> faults = new ArrayList<>();
    private long lastSequence;

    /** @param through the last line known to have been on the disk */
    WalAudit(UnsealedLines unsealed, long through) {
        this.unsealed = unsealed;
        this.through = through;
    }

    void run(Path folder) throws IOException {
        TreeMap<Long, Path> segments = new TreeMap<>();
        for (Path file : Files.isDirectory(folder) ? DurableFolder.list(folder) : List.<Path>of()) {
            String name = file.getFileName().toString();
            if (WriteAheadLog.isSegment(name)) {
                segments.put(WriteAheadLog.firstSequence(name), file);
            }
        }
        for (Map.Entry<Long, Path> segment : segments.entrySet()) {
            lastSequence = Math.max(lastSequence, segment.getKey() - 1);
            Long following = segments.higherKey(segment.getKey());
            segment(segment.getValue(), following == null ? through : following - 1);
        }
    }

    private void segment(Path file, long durable) throws IOException {
        try {
            WalReplay.inspect(file, lastSequence + 1, durable, record -> count(file, record));
        } catch (NoSuchFileException e) {
            // an empty segment goes when numbers are skipped
        } catch (LogIndexException e) {
            faults.add(new Found(file, String.valueOf(e.getMessage())));
        }
    }

    private long count(Path file, WalRecord record) {
        long sequence = record.firstSequence();
        try {
            for (LogBatch.Stream stream : BatchCodec.decode(record.payload())) {
                unsealed.count(sequence, stream);
                sequence += stream.size();
            }
        } catch (LabelBytes.InvalidLabelsException | ByteReader.Malformed e) {
            throw new LogIndexException(
                    file + ": the record of line " + record.firstSequence() + " cannot be read: " + e.getMessage(), e);
        }
        lastSequence = Math.max(lastSequence, sequence - 1);
        return sequence;
    }

    /** The number of the last line it has, or had when it was shortened. */
    long lastSequence() {
        return lastSequence;
    }

    List<Found> faults() {
        return List.copyOf(faults);
    }
}
