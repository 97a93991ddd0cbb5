package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns {@code /proc/stat} into the kernel's counts: switches, interrupts, forks, what runs and what waits. */
record StatSource(Path proc) implements HostSource {
    static final Family BOOT_TIME = Family.gauge("node_boot_time_seconds", "When the host started, since 1970.");

    private static final Map<String, Family> FAMILIES = Map.of(
            "ctxt", Family.counter("node_context_switches_total", "Context switches."),
            "intr", Family.counter("node_intr_total", "Interrupts served."),
            "processes", Family.counter("node_forks_total", "Processes and threads begun."),
            "procs_running", Family.gauge("node_procs_running", "Threads that run or could run."),
            "procs_blocked", Family.gauge("node_procs_blocked", "Threads that wait for a disk."),
            "btime", BOOT_TIME);

    @Override
    public String name() {
        return "stat";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("stat"))) {
            Fields fields = new Fields(line);
            if (fields.more()) {
                @Nullable Family family = FAMILIES.get(fields.text());
                if (family != null) {
                    to.add(family, fields.number());
                }
            }
        }
    }
}
