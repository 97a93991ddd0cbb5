package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns {@code /proc/PID/stat} into what the programs of each name use, under process-exporter's names. At most
 * {@value #MOST_GROUPS} names are shown, the largest first; a name once shown stays while one of its programs runs, so
 * that its counters go on. Kernel threads, which have no memory, are left out.
 */
final class ProcessSource implements HostSource {
    static final int MOST_GROUPS = 30;

    private static final Family PROCESSES = Family.gauge("namedprocess_namegroup_num_procs", "Processes of that name.");
    private static final Family SECONDS = Family.counter(
            "namedprocess_namegroup_cpu_seconds_total", "Processor time used by processes of that name.");
    private static final Family MEMORY =
            Family.gauge("namedprocess_namegroup_memory_bytes", "Memory of processes of that name.");
    private static final Family THREADS =
            Family.gauge("namedprocess_namegroup_num_threads", "Threads of processes of that name.");
    private static final Family MAJOR =
            Family.counter("namedprocess_namegroup_major_page_faults_total", "Page faults that needed a disk.");
    private static final Family MINOR =
            Family.counter("namedprocess_namegroup_minor_page_faults_total", "Page faults that needed no disk.");
    private static final Family OLDEST = Family.gauge(
            "namedprocess_namegroup_oldest_start_time_seconds", "Start of the oldest process, since 1970.");
    private static final Family STATES =
            Family.gauge("namedprocess_namegroup_states", "Processes of that name, by what they do.");
    private static final Family HIDDEN =
            Family.gauge("nightjar_agent_process_groups_hidden", "Names of processes that are not shown.");

    private final Path proc;
    private final double pageBytes;
    private final Map<String, ProcessGroup> groups = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private Map<String, ProcessReading> last = Map.of();

    ProcessSource(Path proc, double pageBytes) {
        this.proc = proc;
        this.pageBytes = pageBytes;
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        groups.values().forEach(ProcessGroup::beginReading);
        Map<String, ProcessReading> now = new HashMap<>();
        for (Path each : KernelFiles.entries(proc)) {
            String number = KernelFiles.nameOf(each);
            if (Character.isDigit(number.charAt(0))) {
                Optional<ProcessReading> read =
                        KernelFiles.text(each.resolve("stat")).flatMap(ProcessReading::of);
                if (read.isPresent() && read.get().virtualBytes() > 0) {
                    ProcessReading process = read.get();
                    String key = number + " " + process.startTicks() + " " + process.name();
                    now.put(key, process);
                    groups.computeIfAbsent(process.name(), ProcessGroup::new).add(process, last.get(key));
                }
            }
        }
        last = now;
        groups.values().removeIf(group -> group.processes() == 0);
        shown.retainAll(groups.keySet());
        groups.values().stream()
                .filter(group -> !shown.contains(group.name()))
                .sorted(Comparator.comparingDouble(ProcessSource::size).reversed())
                .limit(Math.max(0, MOST_GROUPS - shown.size()))
                .forEach(group -> shown.add(group.name()));
        double bootSeconds = bootSeconds();
        for (String name : shown) {
            ProcessGroup group = groups.get(name);
            if (group != null) {
                group(group, bootSeconds, to);
            }
        }
        to.add(HIDDEN, groups.size() - shown.size());
    }

    /** A program that uses a processor for a tenth of a second counts as much as one with a megabyte. */
    private static double size(ProcessGroup group) {
        return group.residentPages() + 25 * (group.userTicks() + group.systemTicks());
    }

    private void group(ProcessGroup of, double bootSeconds, MetricWriter to) {
        String[] name = {"groupname", of.name()};
        double second = CpuSource.TICKS_PER_SECOND;
        to.add(PROCESSES, of.processes(), name);
        to.add(SECONDS, of.userTicks() / second, "groupname", of.name(), "mode", "user");
        to.add(SECONDS, of.systemTicks() / second, "groupname", of.name(), "mode", "system");
        to.add(MEMORY, of.residentPages() * pageBytes, "groupname", of.name(), "memtype", "resident");
        to.add(MEMORY, of.virtualBytes(), "groupname", of.name(), "memtype", "virtual");
        to.add(THREADS, of.threads(), name);
        to.add(MAJOR, of.majorFaults(), name);
        to.add(MINOR, of.minorFaults(), name);
        to.add(OLDEST, bootSeconds + of.oldestStartTicks() / second, name);
        of.states().forEach((state, count) -> to.add(STATES, count, "groupname", of.name(), "state", state));
    }

    private double bootSeconds() throws IOException {
        for (String line : Files.readAllLines(proc.resolve("stat"))) {
            if (line.startsWith("btime ")) {
                return Double.parseDouble(line.substring("btime ".length()));
            }
        }
        return 0;
    }
}
