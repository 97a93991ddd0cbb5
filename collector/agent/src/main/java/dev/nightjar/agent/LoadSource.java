package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns {@code /proc/loadavg} into the load of the last one, five and fifteen minutes. */
record LoadSource(Path proc) implements HostSource {
    @Override
    public String name() {
        return "loadavg";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Fields fields = new Fields(Files.readString(proc.resolve("loadavg")));
        to.add("node_load1", fields.number());
        to.add("node_load5", fields.number());
        to.add("node_load15", fields.number());
    }
}
