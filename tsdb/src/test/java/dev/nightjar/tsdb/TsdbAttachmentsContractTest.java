package dev.nightjar.tsdb;

import dev.nightjar.testkit.SampleAttachmentsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // open() comes before everything else
class TsdbAttachmentsContractTest extends SampleAttachmentsContract {
    @TempDir
    Path directory;

    private CrashingStore store;

    @Override
    protected Store open() {
        store = new CrashingStore(directory, NOW);
        return portsOf(store.present());
    }

    private static Store portsOf(Tsdb tsdb) {
        return new Store(tsdb, tsdb, tsdb, tsdb);
    }

    @Override
    protected Store crashAndResume(Store before) throws IOException {
        return portsOf(store.crashAndResume());
    }

    @Override
    protected void settle(Store present) {
        store.present().flush();
    }

    @Override
    protected void close(Store present) {
        store.present().close();
    }
}
