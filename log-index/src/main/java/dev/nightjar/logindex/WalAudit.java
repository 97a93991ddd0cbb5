package dev.nightjar.logindex;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a write-ahead log, checks every record, counts the lines that are nowhere else yet, and changes nothing. Beside
 * a running store it is called while nothing shortens the log; a record being written is left out.
 */
final class WalAudit {
    /** Damage in a file. */
    record Found(Path file, String what) {}

    private final UnsealedLines unsealed;
    private final List<Found> faults = new ArrayList<>();
    private long lastSequence;

    WalAudit(UnsealedLines unsealed) {
        this.unsealed = unsealed;
    }

    void run(Path folder) throws IOException {
        List<Path> files = Files.isDirectory(folder) ? DurableFolder.list(folder) : List.of();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (WriteAheadLog.isSegment(name)) {
                long first = Long.parseLong(name.substring(0, name.length() - WriteAheadLog.SUFFIX.length()), 16);
                lastSequence = Math.max(lastSequence, first - 1);
                segment(file, file.equals(files.getLast()));
            }
        }
    }

    private void segment(Path file, boolean last) throws IOException {
        try {
            WalReplay.inspect(file, last, record -> count(file, record));
        } catch (NoSuchFileException e) {
            // an empty segment goes when numbers are skipped
        } catch (LogIndexException e) {
            faults.add(new Found(file, String.valueOf(e.getMessage())));
        }
    }

    private void count(Path file, WalRecord record) {
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
    }

    /** The number of the last line it has, or had when it was shortened. */
    long lastSequence() {
        return lastSequence;
    }

    List<Found> faults() {
        return List.copyOf(faults);
    }
}
