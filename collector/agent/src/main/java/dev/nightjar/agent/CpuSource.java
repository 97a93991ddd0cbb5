package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns {@code /proc/stat} into time per processor and mode, and the kernel's counts. */
record CpuSource(Path proc) implements HostSource {
    /** The kernel shows its times to programs in hundredths of a second on every Linux that runs a JVM. */
    private static final double TICKS_PER_SECOND = 100;

    private static final String[] MODES = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("stat"))) {
            Fields fields = new Fields(line);
            if (!fields.more()) {
                continue;
            }
            String key = fields.text();
            switch (key) {
                case "cpu" -> {} // the sum of the others
                case "ctxt" -> to.add("node_context_switches_total", fields.number());
                case "intr" -> to.add("node_intr_total", fields.number());
                case "processes" -> to.add("node_forks_total", fields.number());
                case "procs_running" -> to.add("node_procs_running", fields.number());
                case "procs_blocked" -> to.add("node_procs_blocked", fields.number());
                case "btime" -> to.add("node_boot_time_seconds", fields.number());
                default -> {
                    if (key.startsWith("cpu")) {
                        for (String mode : MODES) {
                            to.add(
                                    "node_cpu_seconds_total",
                                    fields.numberOrZero() / TICKS_PER_SECOND,
                                    "cpu",
                                    key.substring(3),
                                    "mode",
                                    mode);
                        }
                    }
                }
            }
        }
    }
}
