package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Turns {@code /proc/schedstat} into how long threads ran and waited on each processor. */
record SchedstatSource(Path proc) implements HostSource {
    private static final double NANOS = 1e-9;

    private static final Family RUNNING =
            Family.counter("node_schedstat_running_seconds_total", "Time threads ran on the processor.");
    private static final Family WAITING =
            Family.counter("node_schedstat_waiting_seconds_total", "Time threads waited for the processor.");
    private static final Family SLICES =
            Family.counter("node_schedstat_timeslices_total", "Times a thread was put on the processor.");

    /** Numbers of a processor's line before the three that are wanted. */
    private static final int OTHERS = 6;

    @Override
    public String name() {
        return "schedstat";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : KernelFiles.lines(proc.resolve("schedstat"))) {
            if (line.startsWith("cpu")) {
                Fields fields = new Fields(line);
                String cpu = fields.text().substring(3);
                for (int i = 0; i < OTHERS; i++) {
                    fields.text();
                }
                to.add(RUNNING, fields.number() * NANOS, "cpu", cpu);
                to.add(WAITING, fields.number() * NANOS, "cpu", cpu);
                to.add(SLICES, fields.number(), "cpu", cpu);
            }
        }
    }
}
