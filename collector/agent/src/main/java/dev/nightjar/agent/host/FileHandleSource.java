package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns {@code /proc/sys/fs/file-nr} into how many files are open on the whole host, and can be. */
record FileHandleSource(Path proc) implements HostSource {
    private static final Family ALLOCATED = Family.gauge("node_filefd_allocated", "Files open on the host.");
    private static final Family MAXIMUM = Family.gauge("node_filefd_maximum", "Files that can be open on the host.");

    @Override
    public String name() {
        return "filefd";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Fields fields = new Fields(KernelFiles.read(proc.resolve("sys/fs/file-nr")));
        to.add(ALLOCATED, fields.number());
        fields.text(); // allocated and not used: always 0
        to.add(MAXIMUM, fields.number());
    }
}
