package dev.nightjar.ingest.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Datagrams that the kernel threw away since a socket's buffer was full, as Linux tells; 0 elsewhere. Not thread-safe. */
final class KernelDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    /** Of the columns of those tables. */
    private static final int LOCAL_ADDRESS = 1;

    private final List<Path> tables;
    private final String port;
    private long known;

    KernelDrops(int port) {
        this(port, TABLES);
    }

    KernelDrops(int port, List<Path> tables) {
        this.tables = tables;
        this.port = String.format(Locale.ROOT, ":%04X", port);
    }

    /** Since this was asked before. */
    long more() {
        long all = 0;
        for (Path table : tables) {
            all += drops(table);
        }
        long more = Math.max(0, all - known);
        known = all;
        return more;
    }

    private long drops(Path table) {
        if (!Files.isReadable(table)) {
            return 0;
        }
        try {
            long found = 0;
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split(" +", -1);
                if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(port)) {
                    found += Long.parseLong(columns[columns.length - 1]);
                }
            }
            return found;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
