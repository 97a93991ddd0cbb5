package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns {@code /proc/stat} into time per processor and mode. */
record CpuSource(Path proc) implements HostSource {
    /** The kernel shows its times to programs in hundredths of a second on every Linux that runs a JVM. */
    static final double TICKS_PER_SECOND = 100;

    static final Family SECONDS = Family.counter("node_cpu_seconds_total", "Time the processors spent in each mode.");
    private static final Family GUEST = Family.counter(
            "node_cpu_guest_seconds_total", "Time the processors spent in guests, part of user and nice.");

    private static final String[] MODES = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};
    private static final String[] GUEST_MODES = {"user", "nice"};

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (String line : Files.readAllLines(proc.resolve("stat"))) {
            if (line.length() > 3 && line.startsWith("cpu") && Character.isDigit(line.charAt(3))) {
                Fields fields = new Fields(line);
                String cpu = fields.text().substring(3);
                for (String mode : MODES) {
                    to.add(SECONDS, fields.numberOrZero() / TICKS_PER_SECOND, "cpu", cpu, "mode", mode);
                }
                for (String mode : GUEST_MODES) {
                    to.add(GUEST, fields.numberOrZero() / TICKS_PER_SECOND, "cpu", cpu, "mode", mode);
                }
            }
        }
    }
}
