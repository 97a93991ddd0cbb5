package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code /proc/net/softnet_stat} into what each processor did with packets that came in. */
record SoftnetSource(Path proc) implements HostSource {
    private static final Family PROCESSED = Family.counter("node_softnet_processed_total", "Packets processed.");
    private static final Family DROPPED = Family.counter("node_softnet_dropped_total", "Packets dropped.");
    private static final Family SQUEEZED =
            Family.counter("node_softnet_times_squeezed_total", "Times packets had to wait for the next turn.");

    private static final Family COLLIDED =
            Family.counter("node_softnet_cpu_collision_total", "Times a device's transmit lock was taken already.");
    private static final Family STEERED =
            Family.counter("node_softnet_received_rps_total", "Times another processor asked this one to receive.");
    private static final Family LIMITED =
            Family.counter("node_softnet_flow_limit_count_total", "Times the limit of a flow was reached.");
    private static final Family WAITING =
            Family.gauge("node_softnet_backlog_len", "Packets that wait for the processor.");

    /** Kernels since 5.10 name the processor in this field; before, lines are in the processors' order. */
    private static final int PROCESSOR_FIELD = 12;

    /** Those between are 0 since Linux 2.6.24. */
    private static final int FIRST_LATER_FIELD = 8;

    @Override
    public String name() {
        return "softnet";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        List<String> lines = KernelFiles.lines(proc.resolve("net/softnet_stat"));
        for (int i = 0; i < lines.size(); i++) {
            List<Long> numbers = new ArrayList<>();
            Fields fields = new Fields(lines.get(i));
            while (fields.more()) {
                numbers.add(Long.parseLong(fields.text(), 16));
            }
            if (numbers.size() >= 3) {
                long processor = numbers.size() > PROCESSOR_FIELD ? numbers.get(PROCESSOR_FIELD) : i;
                String cpu = Long.toString(processor);
                to.add(PROCESSED, numbers.get(0), "cpu", cpu);
                to.add(DROPPED, numbers.get(1), "cpu", cpu);
                to.add(SQUEEZED, numbers.get(2), "cpu", cpu);
                addLater(to, numbers, cpu);
            }
        }
    }

    /** What later kernels tell: one number since 2.6, two more since 3.11 and 4.0, the backlog since 5.10. */
    private static void addLater(MetricWriter to, List<Long> numbers, String cpu) {
        List<Family> families = List.of(COLLIDED, STEERED, LIMITED, WAITING);
        for (int i = 0; i < families.size() && FIRST_LATER_FIELD + i < numbers.size(); i++) {
            to.add(families.get(i), numbers.get(FIRST_LATER_FIELD + i), "cpu", cpu);
        }
    }
}
