package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Turns files that hold one number each into one metric each. */
record KernelNumbersSource(String name, List<NumberFile> files) implements HostSource {
    record NumberFile(Path file, Family family) {}

    static KernelNumbersSource entropy(Path proc) {
        Path random = proc.resolve("sys/kernel/random");
        return new KernelNumbersSource(
                "entropy",
                List.of(
                        new NumberFile(
                                random.resolve("entropy_avail"),
                                Family.gauge("node_entropy_available_bits", "Entropy there is.")),
                        new NumberFile(
                                random.resolve("poolsize"),
                                Family.gauge("node_entropy_pool_size_bits", "Entropy there can be."))));
    }

    @Override
    public void readInto(MetricWriter to) {
        for (NumberFile each : files) {
            OptionalDouble value = KernelFiles.number(each.file());
            if (value.isPresent()) {
                to.add(each.family(), value.getAsDouble());
            }
        }
    }
}
