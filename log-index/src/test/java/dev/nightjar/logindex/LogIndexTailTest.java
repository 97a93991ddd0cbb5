package dev.nightjar.logindex;

import dev.nightjar.testkit.LogTailContract;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LogIndexTailTest extends LogTailContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() throws IOException {
        LogIndex index = LogIndex.open(folder, LogIndexConfig.DEFAULTS.withBlockBytes(1024), new TestingClock(NOW));
        return new Store(index, index, index);
    }

    @Override
    protected void rest(Store opened) throws IOException {
        ((LogIndex) opened.sink()).flush();
    }
}
