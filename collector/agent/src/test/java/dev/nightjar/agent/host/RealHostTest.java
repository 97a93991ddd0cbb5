package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.Readings;
import dev.nightjar.model.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On the machine the tests run on. */
class RealHostTest {
    private static final Path PROC = Path.of("/proc");

    @Test
    @EnabledOnOs(OS.LINUX)
    void every_source_reads_this_linux_and_says_what_the_kernel_says() throws Exception {
        Map<String, Double> found = read(HostReader.of(HostPaths.STANDARD, () -> 0));
        String uptimeLine = Files.readString(PROC.resolve("uptime"));
        double uptime = Double.parseDouble(uptimeLine.substring(0, uptimeLine.indexOf(' ')));
        String memTotal = Files.readAllLines(PROC.resolve("meminfo")).get(0).replaceAll("\\D", "");
        double processors = found.keySet().stream()
                .filter(name -> name.startsWith("node_cpu_seconds_total") && name.contains("idle"))
                .count();

        assertThat(found)
                .containsEntry("node_memory_MemTotal_bytes", Double.parseDouble(memTotal) * 1024)
                .containsKeys("node_load1", "node_boot_time_seconds");
        assertThat(found.entrySet())
                .filteredOn(entry -> entry.getKey().startsWith("node_scrape_collector_success"))
                .hasSizeGreaterThan(20)
                .allMatch(entry -> entry.getValue() == 1.0);
        assertThat(processors).isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(uptime).isPositive();
        assertThat(found.keySet()).anyMatch(name -> name.startsWith("node_filesystem_size_bytes"));
        assertThat(found.keySet()).anyMatch(name -> name.startsWith("node_network_receive_bytes_total"));
    }

    @Test
    void through_oshi_the_same_names_are_there() throws Exception {
        Map<String, Double> found = read(HostReader.of(HostPaths.under(Path.of("/nowhere")), () -> 0));

        assertThat(found.get("node_memory_MemTotal_bytes")).isGreaterThan(1e8);
        assertThat(found).containsEntry("node_scrape_collector_success{collector=\"oshi\"}", 1.0);
        assertThat(found.keySet()).anyMatch(name -> name.startsWith("node_cpu_seconds_total"));
        assertThat(found.keySet()).anyMatch(name -> name.startsWith("node_uname_info"));
    }

    private static Map<String, Double> read(HostReader reader) throws Exception {
        MetricWriter to = new MetricWriter(Labels.of("instance", "here"), Instant.ofEpochSecond(1_763_700_000));
        reader.readInto(to);
        return Readings.of(to.batch());
    }
}
