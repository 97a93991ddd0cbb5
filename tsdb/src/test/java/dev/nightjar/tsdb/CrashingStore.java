package dev.nightjar.tsdb;

import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A store that can die: a copy of the files as they lie there is what a killed process leaves. */
final class CrashingStore {
    private final Path directory;
    private final Instant now;
    private int copies;
    private Tsdb present;

    CrashingStore(Path directory, Instant now) {
        this.directory = directory;
        this.now = now;
        this.present = open();
    }

    private Tsdb open() {
        return Tsdb.open(directory.resolve("" + copies), TsdbConfig.DEFAULTS, new TestingClock(now));
    }

    Tsdb present() {
        return present;
    }

    Tsdb crashAndResume() throws IOException {
        Path left = directory.resolve("" + copies++);
        Disks.copy(left, directory.resolve("" + copies));
        present.close();
        present = open();
        return present;
    }
}
