package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.Readings;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSourcesTest {
    private static final Path PROC = Path.of("src/test/resources/proc");
    private static final Path NOWHERE = Path.of("src/test/resources/nowhere");

    @Test
    void processor_time_is_in_seconds_by_processor_and_mode() throws Exception {
        assertThat(Readings.of(new CpuSource(PROC)::readInto))
                .containsEntry("node_cpu_seconds_total{cpu=\"0\", mode=\"user\"}", 10.0)
                .containsEntry("node_cpu_seconds_total{cpu=\"0\", mode=\"iowait\"}", 0.3)
                .containsEntry("node_cpu_seconds_total{cpu=\"1\", mode=\"idle\"}", 45.0)
                .containsEntry("node_cpu_seconds_total{cpu=\"1\", mode=\"steal\"}", 0.02)
                .containsEntry("node_cpu_guest_seconds_total{cpu=\"0\", mode=\"nice\"}", 0.0)
                .hasSize(2 * 8 + 2 * 2);
        assertThat(Readings.of(new StatSource(PROC)::readInto))
                .containsEntry("node_boot_time_seconds", 1_763_697_600.0)
                .containsEntry("node_context_switches_total", 38_014_093.0)
                .containsEntry("node_intr_total", 8_885_917.0)
                .containsEntry("node_procs_blocked", 1.0)
                .hasSize(6);
    }

    @Test
    void memory_is_in_bytes_and_counts_stay_counts() throws Exception {
        assertThat(Readings.of(new MemorySource(PROC)::readInto))
                .containsEntry("node_memory_MemTotal_bytes", 15_666_184.0 * 1024)
                .containsEntry("node_memory_Active_anon_bytes", 2_068_484.0 * 1024)
                .containsEntry("node_memory_HugePages_Total", 3.0)
                .hasSize(6);
    }

    @Test
    void whole_disks_show_operations_bytes_and_time() throws Exception {
        assertThat(Readings.of(new DiskSource(PROC, NOWHERE)::readInto))
                .containsEntry("node_disk_reads_completed_total{device=\"sda\"}", 25_353.0)
                .containsEntry("node_disk_read_bytes_total{device=\"sda\"}", 13_146.0 * 512)
                .containsEntry("node_disk_read_time_seconds_total{device=\"sda\"}", 2.0)
                .containsEntry("node_disk_writes_completed_total{device=\"sda\"}", 114_430.0)
                .containsEntry("node_disk_written_bytes_total{device=\"sda\"}", 2248.0 * 512)
                .containsEntry("node_disk_write_time_seconds_total{device=\"sda\"}", 48.4)
                .containsEntry("node_disk_io_now{device=\"sda\"}", 2.0)
                .containsEntry("node_disk_io_time_seconds_total{device=\"sda\"}", 12.05)
                .containsEntry("node_disk_io_time_weighted_seconds_total{device=\"nvme0n1\"}", 0.75)
                .containsEntry("node_disk_discards_completed_total{device=\"sda\"}", 0.0)
                .containsEntry("node_disk_info{device=\"nvme0n1\", major=\"259\", minor=\"0\"}", 1.0)
                .hasSize(2 * 11 + 4 + 2);
    }

    @Test
    void filesystems_that_hold_data_show_their_space() throws Exception {
        FilesystemSource source = new FilesystemSource(PROC, mountPoint -> {
            if (mountPoint.equals("/broken")) {
                throw new IOException("input/output error");
            }
            return new FilesystemSource.Space(100, 40, 30, 1000, 900);
        });
        String shop = "{device=\"/dev/sda1\", fstype=\"ext4\", mountpoint=\"/var/lib/shop data\"}";

        Map<String, Double> found = Readings.of(source::readInto);

        assertThat(found)
                .containsEntry("node_filesystem_size_bytes" + shop, 100.0)
                .containsEntry("node_filesystem_free_bytes" + shop, 40.0)
                .containsEntry("node_filesystem_avail_bytes" + shop, 30.0)
                .containsEntry("node_filesystem_files" + shop, 1000.0)
                .containsEntry("node_filesystem_files_free" + shop, 900.0)
                .containsEntry("node_filesystem_readonly" + shop, 0.0)
                .containsEntry(
                        "node_filesystem_device_error{device=\"/dev/sdb1\", fstype=\"xfs\", mountpoint=\"/broken\"}",
                        1.0);
        assertThat(found.keySet())
                .noneMatch(name -> name.contains("/mnt/nas") || name.contains("docker") || name.contains("\"/proc\""));
        assertThat(found.keySet()).anyMatch(name -> name.contains("mountpoint=\"/\""));
    }

    @Test
    void interfaces_show_both_directions() throws Exception {
        assertThat(Readings.of(new NetworkSource(PROC, NOWHERE)::readInto))
                .containsEntry("node_network_receive_bytes_total{device=\"lo\"}", 435_303_245.0)
                .containsEntry("node_network_receive_drop_total{device=\"lo\"}", 2.0)
                .containsEntry("node_network_transmit_errs_total{device=\"lo\"}", 3.0)
                .containsEntry("node_network_receive_multicast_total{device=\"vethcf\"}", 5.0)
                .containsEntry("node_network_transmit_packets_total{device=\"vethcf\"}", 8.0)
                .hasSize(2 * 16);
    }

    @Test
    void load_and_names_are_read() throws Exception {
        assertThat(Readings.of(new LoadSource(PROC)::readInto))
                .containsEntry("node_load1", 0.75)
                .containsEntry("node_load5", 1.5)
                .containsEntry("node_load15", 2.25);
        assertThat(Readings.of(new UnameSource(PROC)::readInto).keySet())
                .singleElement()
                .asString()
                .contains("nodename=\"web-7\"", "release=\"6.1.0-18-amd64\"", "sysname=\"Linux\"");
    }

    @Test
    void a_source_that_fails_is_reported_and_spares_the_others(@TempDir Path empty) throws Exception {
        HostReader reader = new HostReader(List.of(new MemorySource(empty), new LoadSource(PROC)), () -> 0);
        MetricWriter to = new MetricWriter(Labels.of("instance", "web-7"), Instant.ofEpochSecond(1000, 500_000_000));
        reader.readInto(to);

        assertThat(Readings.of(to.batch()))
                .containsEntry("node_scrape_collector_success{collector=\"meminfo\"}", 0.0)
                .containsEntry("node_scrape_collector_success{collector=\"loadavg\"}", 1.0)
                .containsEntry("node_load1", 0.75)
                .containsEntry("node_scrape_collector_duration_seconds{collector=\"loadavg\"}", 0.0);
    }

    @Test
    void a_line_that_is_cut_short_names_itself(@TempDir Path proc) throws Exception {
        Files.writeString(proc.resolve("loadavg"), "0.5 oops");

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Readings.of(new LoadSource(proc)::readInto))
                .hasMessage("\"oops\" is not a number in \"0.5 oops\"");
    }
}
