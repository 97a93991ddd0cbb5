package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a write-ahead log that nobody writes, and changes nothing.
 *
 * @param lastSequence the number of the last line it has, or had when it was shortened
 */
record WalAudit(long lastSequence, List<Found> faults) {
    /** Damage in a file. */
    record Found(Path file, String what) {}

    static WalAudit of(Path folder) throws IOException {
        List<Found> faults = new ArrayList<>();
        long last = 0;
        List<Path> files = Files.isDirectory(folder) ? DurableFolder.list(folder) : List.of();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(WriteAheadLog.SUFFIX)) {
                last = Math.max(
                        last, Long.parseLong(name.substring(0, name.length() - WriteAheadLog.SUFFIX.length()), 16) - 1);
                try {
                    last = Math.max(last, WalReplay.lastSequence(file, file.equals(files.getLast())));
                } catch (LogIndexException e) {
                    faults.add(new Found(file, String.valueOf(e.getMessage())));
                }
            }
        }
        return new WalAudit(last, faults);
    }
}
