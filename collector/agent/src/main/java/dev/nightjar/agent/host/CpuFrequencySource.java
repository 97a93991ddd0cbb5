package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns {@code /sys/devices/system/cpu} into the frequencies processors run at and may run at. */
record CpuFrequencySource(Path sys) implements HostSource {
    private static final double HERTZ_PER_KILOHERTZ = 1000;
    private static final Pattern CPU = Pattern.compile("cpu\\d+");

    private static final Map<String, Family> FILES = new TreeMap<>(Map.of(
            "cpuinfo_cur_freq", Family.gauge("node_cpu_frequency_hertz", "Frequency of the processor."),
            "cpuinfo_min_freq", Family.gauge("node_cpu_frequency_min_hertz", "Least frequency of the processor."),
            "cpuinfo_max_freq", Family.gauge("node_cpu_frequency_max_hertz", "Highest frequency of the processor."),
            "scaling_cur_freq", Family.gauge("node_cpu_scaling_frequency_hertz", "Frequency the governor chose."),
            "scaling_min_freq",
                    Family.gauge("node_cpu_scaling_frequency_min_hertz", "Least frequency the governor may choose."),
            "scaling_max_freq",
                    Family.gauge(
                            "node_cpu_scaling_frequency_max_hertz", "Highest frequency the governor may choose.")));

    @Override
    public String name() {
        return "cpufreq";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        for (Path cpu : KernelFiles.entries(sys.resolve("devices/system/cpu"))) {
            String name = KernelFiles.nameOf(cpu);
            if (CPU.matcher(name).matches()) {
                FILES.forEach((file, family) -> {
                    OptionalDouble kilohertz =
                            KernelFiles.number(cpu.resolve("cpufreq").resolve(file));
                    if (kilohertz.isPresent()) {
                        to.add(family, kilohertz.getAsDouble() * HERTZ_PER_KILOHERTZ, "cpu", name.substring(3));
                    }
                });
            }
        }
    }
}
