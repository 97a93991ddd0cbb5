package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Turns {@code /proc/pressure} into the time in which some, or all, had to wait for processor, memory or disk. */
record PressureSource(Path proc) implements HostSource {
    private static final double MICROS = 1e-6;

    private record Pressure(String resource, String who, Family family) {}

    /** That all wait for the processor says nothing about a whole host: the kernel shows 0. */
    private static final List<Pressure> ALL = List.of(
            pressure("cpu", "some", "Time some waited for a processor."),
            pressure("io", "some", "Time some waited for a disk."),
            pressure("io", "full", "Time all waited for a disk."),
            pressure("memory", "some", "Time some waited for memory."),
            pressure("memory", "full", "Time all waited for memory."),
            pressure("irq", "full", "Time interrupts kept all waiting."));

    private static Pressure pressure(String resource, String who, String help) {
        String what = who.equals("some") ? "waiting" : "stalled";
        return new Pressure(
                resource, who, Family.counter("node_pressure_" + resource + "_" + what + "_seconds_total", help));
    }

    @Override
    public String name() {
        return "pressure";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Pressure each : ALL) {
            OptionalDouble micros =
                    total(KernelFiles.lines(proc.resolve("pressure").resolve(each.resource())), each.who());
            if (micros.isPresent()) {
                to.add(each.family(), micros.getAsDouble() * MICROS);
            }
        }
    }

    /** Of lines such as {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=1234}. */
    static OptionalDouble total(List<String> lines, String who) {
        for (String line : lines) {
            int total = line.indexOf(" total=");
            if (line.startsWith(who + " ") && total > 0) {
                return OptionalDouble.of(Double.parseDouble(line.substring(total + " total=".length())));
            }
        }
        return OptionalDouble.empty();
    }
}
