package dev.nightjar.tsdb;

import dev.nightjar.testkit.SampleAttachmentsContract;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TsdbAttachmentsContractTest extends SampleAttachmentsContract {
    @TempDir
    Path directory;

    private int copies;

    @Override
    protected Store open() {
        return open(directory.resolve("0"));
    }

    private static Store open(Path at) {
        Tsdb tsdb = Tsdb.open(at, TsdbConfig.DEFAULTS, new TestingClock(NOW));
        return new Store(tsdb, tsdb, tsdb, tsdb);
    }

    /** A copy of the files as they lie there is what a killed process leaves. */
    @Override
    protected Store crashAndResume(Store before) throws Exception {
        Path left = directory.resolve("" + copies++);
        Path copy = directory.resolve("" + copies);
        Disks.copy(left, copy);
        close(before);
        return open(copy);
    }

    @Override
    protected void settle(Store present) {
        ((Tsdb) present.sink()).flush();
    }

    @Override
    protected void close(Store present) {
        ((Tsdb) present.sink()).close();
    }
}
