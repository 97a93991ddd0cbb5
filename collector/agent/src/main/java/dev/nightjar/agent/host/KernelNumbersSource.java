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

    /** Since Linux 6.13. */
    static KernelNumbersSource hungTasks(Path proc) {
        return new KernelNumbersSource(
                "kernel_hung",
                List.of(new NumberFile(
                        proc.resolve("sys/kernel/hung_task_detect_count"),
                        Family.counter(
                                "node_kernel_hung_tasks_total",
                                "Tasks that the kernel found hanging since it started."))));
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
