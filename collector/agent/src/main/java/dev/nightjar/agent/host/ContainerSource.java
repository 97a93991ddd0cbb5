package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns control groups, version 2, into what containers and systemd's services use, under cAdvisor's names. A group is
 * shown where its folder is called after a container ({@code docker-ID.scope}, {@code cri-containerd-ID.scope}, {@code
 * libpod-ID.scope}, or the id alone) or is a {@code .service}.
 */
final class ContainerSource implements HostSource {
    private static final Pattern CONTAINER =
            Pattern.compile("(?:(?:docker|cri-containerd|crio|libpod|nerdctl)-)?([0-9a-f]{64})(?:\\.scope)?");
    private static final int MOST_DEPTH = 8;
    private static final int MOST_GROUPS = 500;
    private static final double MICROS = 1e-6;

    private static final Family CPU =
            Family.counter("container_cpu_usage_seconds_total", "Processor time the container used.");
    private static final Family CPU_USER =
            Family.counter("container_cpu_user_seconds_total", "Processor time it used for itself.");
    private static final Family CPU_SYSTEM =
            Family.counter("container_cpu_system_seconds_total", "Processor time the kernel used for it.");
    private static final Family PERIODS =
            Family.counter("container_cpu_cfs_periods_total", "Periods in which its limit counted.");
    private static final Family THROTTLED =
            Family.counter("container_cpu_cfs_throttled_periods_total", "Periods in which it reached its limit.");
    private static final Family THROTTLED_SECONDS =
            Family.counter("container_cpu_cfs_throttled_seconds_total", "Time its limit made it wait.");
    private static final Family QUOTA =
            Family.gauge("container_spec_cpu_quota", "Microseconds of processor time it may use in a period.");
    private static final Family PERIOD = Family.gauge("container_spec_cpu_period", "Microseconds of a period.");
    private static final Family MEMORY = Family.gauge("container_memory_usage_bytes", "Memory, files kept included.");
    private static final Family WORKING =
            Family.gauge("container_memory_working_set_bytes", "Memory without files that could be dropped.");
    private static final Family RSS = Family.gauge("container_memory_rss", "Memory of its processes, in bytes.");
    private static final Family CACHE = Family.gauge("container_memory_cache", "Files kept in memory, in bytes.");
    private static final Family SWAP = Family.gauge("container_memory_swap", "Bytes swapped out.");
    private static final Family LIMIT = Family.gauge("container_spec_memory_limit_bytes", "Memory it may use.");
    private static final Family OOM = Family.counter("container_oom_events_total", "Times it ran out of memory.");
    private static final Family PROCESSES = Family.gauge("container_processes", "Processes.");
    private static final Family THREADS = Family.gauge("container_threads", "Threads.");
    private static final Family START =
            Family.gauge("container_start_time_seconds", "When the group was made, since 1970.");

    private static final Map<String, Family> DISK = Map.of(
            "rbytes", Family.counter("container_fs_reads_bytes_total", "Bytes read."),
            "wbytes", Family.counter("container_fs_writes_bytes_total", "Bytes written."),
            "rios", Family.counter("container_fs_reads_total", "Reads completed."),
            "wios", Family.counter("container_fs_writes_total", "Writes completed."));

    private final Path root;
    private final ContainerNames names;

    ContainerSource(Path root, ContainerNames names) {
        this.root = root;
        this.names = names;
    }

    @Override
    public String name() {
        return "containers";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        if (!Files.exists(root.resolve("cgroup.controllers"))) {
            return; // no control groups, or version 1
        }
        List<Path> found = new ArrayList<>();
        find(root, 0, found);
        for (Path group : found) {
            if (Files.exists(group.resolve("cpu.stat"))) { // else it ended just now
                group(group, labels(group), to);
            }
        }
    }

    private static void find(Path folder, int depth, List<Path> found) throws IOException {
        for (Path each : KernelFiles.entries(folder)) {
            if (found.size() < MOST_GROUPS && Files.isDirectory(each)) {
                String name = KernelFiles.nameOf(each);
                if (CONTAINER.matcher(name).matches() || name.endsWith(".service")) {
                    found.add(each);
                } else if (depth < MOST_DEPTH) {
                    find(each, depth + 1, found);
                }
            }
        }
    }

    private String[] labels(Path group) {
        String id = "/" + root.relativize(group);
        String name = KernelFiles.nameOf(group);
        Matcher container = CONTAINER.matcher(name);
        if (!container.matches()) {
            return new String[] {"id", id, "name", name};
        }
        ContainerNames.Known known = names.of(container.group(1));
        return new String[] {"id", id, "name", known.name(), "image", known.image()};
    }

    private static void group(Path of, String[] labels, MetricWriter to) throws IOException {
        Map<String, Double> cpu = pairs(of.resolve("cpu.stat"));
        to.add(CPU, cpu.getOrDefault("usage_usec", 0.0) * MICROS, labels);
        to.add(CPU_USER, cpu.getOrDefault("user_usec", 0.0) * MICROS, labels);
        to.add(CPU_SYSTEM, cpu.getOrDefault("system_usec", 0.0) * MICROS, labels);
        String[] limit = KernelFiles.text(of.resolve("cpu.max")).orElse("max").split(" ", -1);
        if (limit.length == 2 && !limit[0].equals("max")) {
            to.add(QUOTA, Double.parseDouble(limit[0]), labels);
            to.add(PERIOD, Double.parseDouble(limit[1]), labels);
            to.add(PERIODS, cpu.getOrDefault("nr_periods", 0.0), labels);
            to.add(THROTTLED, cpu.getOrDefault("nr_throttled", 0.0), labels);
            to.add(THROTTLED_SECONDS, cpu.getOrDefault("throttled_usec", 0.0) * MICROS, labels);
        }
        memory(of, labels, to);
        pressure(of, labels, to);
        disk(of, labels, to);
        to.add(PROCESSES, KernelFiles.lines(of.resolve("cgroup.procs")).size(), labels);
        number(of.resolve("pids.current"), THREADS, labels, to);
        to.add(START, Files.getLastModifiedTime(of).toMillis() / 1000.0, labels);
    }

    private static void memory(Path of, String[] labels, MetricWriter to) throws IOException {
        OptionalDouble used = KernelFiles.number(of.resolve("memory.current"));
        if (used.isEmpty()) {
            return; // memory is not counted for this group
        }
        Map<String, Double> parts = pairs(of.resolve("memory.stat"));
        to.add(MEMORY, used.getAsDouble(), labels);
        to.add(WORKING, Math.max(0, used.getAsDouble() - parts.getOrDefault("inactive_file", 0.0)), labels);
        to.add(RSS, parts.getOrDefault("anon", 0.0), labels);
        to.add(CACHE, parts.getOrDefault("file", 0.0), labels);
        number(of.resolve("memory.swap.current"), SWAP, labels, to);
        number(of.resolve("memory.max"), LIMIT, labels, to); // "max", no limit, is no number
        to.add(OOM, pairs(of.resolve("memory.events")).getOrDefault("oom_kill", 0.0), labels);
    }

    private static void pressure(Path of, String[] labels, MetricWriter to) throws IOException {
        for (String resource : List.of("cpu", "memory", "io")) {
            List<String> lines = KernelFiles.lines(of.resolve(resource + ".pressure"));
            OptionalDouble some = PressureSource.total(lines, "some");
            OptionalDouble full = PressureSource.total(lines, "full");
            String name = "container_pressure_" + resource;
            if (some.isPresent()) {
                Family waiting = Family.counter(name + "_waiting_seconds_total", "Time some of it waited.");
                to.add(waiting, some.getAsDouble() * MICROS, labels);
            }
            if (full.isPresent()) {
                Family stalled = Family.counter(name + "_stalled_seconds_total", "Time all of it waited.");
                to.add(stalled, full.getAsDouble() * MICROS, labels);
            }
        }
    }

    /** Lines such as {@code 254:0 rbytes=4096 wbytes=0 rios=1 wios=0}; summed over all disks. */
    private static void disk(Path of, String[] labels, MetricWriter to) throws IOException {
        Map<String, Double> sums = new HashMap<>();
        for (String line : KernelFiles.lines(of.resolve("io.stat"))) {
            Fields fields = new Fields(line);
            while (fields.more()) {
                String field = fields.text();
                int equals = field.indexOf('=');
                if (equals > 0 && DISK.containsKey(field.substring(0, equals))) {
                    sums.merge(
                            field.substring(0, equals), Double.parseDouble(field.substring(equals + 1)), Double::sum);
                }
            }
        }
        DISK.forEach((key, family) -> {
            Double sum = sums.get(key);
            if (sum != null) {
                to.add(family, sum, labels);
            }
        });
    }

    private static void number(Path file, Family family, String[] labels, MetricWriter to) {
        OptionalDouble value = KernelFiles.number(file);
        if (value.isPresent()) {
            to.add(family, value.getAsDouble(), labels);
        }
    }

    private static Map<String, Double> pairs(Path file) throws IOException {
        Map<String, Double> pairs = new HashMap<>();
        for (String line : KernelFiles.lines(file)) {
            Fields fields = new Fields(line);
            if (fields.more()) {
                pairs.put(fields.text(), fields.numberOrZero());
            }
        }
        return pairs;
    }
}
