package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns {@code /proc/loadavg} into the load of the last one, five and fifteen minutes. */
record LoadSource(Path proc) implements HostSource {
    static final Family[] LOADS = {
        Family.gauge("node_load1", "Load of the last minute."),
        Family.gauge("node_load5", "Load of the last five minutes."),
        Family.gauge("node_load15", "Load of the last fifteen minutes.")
    };

    @Override
    public String name() {
        return "loadavg";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        Fields fields = new Fields(KernelFiles.read(proc.resolve("loadavg")));
        for (Family load : LOADS) {
            to.add(load, fields.number());
        }
    }
}
