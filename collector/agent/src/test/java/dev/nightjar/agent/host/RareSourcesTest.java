package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.Readings;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only some hosts have: RAID, NFS, NVMe, firmware that says its name, metrics in files. */
class RareSourcesTest {
    @TempDir
    private Path root;

    private HostPaths paths;

    @BeforeEach
    void lay_out() throws Exception {
        paths = RareHost.at(root);
    }

    private static Map<String, Double> readings(HostSource source) throws Exception {
        return Readings.of(source::readInto);
    }

    @Test
    void an_array_says_what_state_it_is_in_and_how_many_of_its_disks_work() throws Exception {
        assertThat(readings(new RaidSource(paths.proc())))
                .containsEntry("node_md_state{device=\"md127\", state=\"active\"}", 1.0)
                .containsEntry("node_md_state{device=\"md6\", state=\"recovering\"}", 1.0)
                .containsEntry("node_md_state{device=\"md6\", state=\"active\"}", 0.0)
                .containsEntry("node_md_state{device=\"md8\", state=\"resync\"}", 1.0)
                .containsEntry("node_md_state{device=\"md201\", state=\"check\"}", 1.0)
                .containsEntry("node_md_state{device=\"md4\", state=\"inactive\"}", 1.0)
                .containsEntry("node_md_disks{device=\"md6\", state=\"active\"}", 1.0)
                .containsEntry("node_md_disks{device=\"md6\", state=\"failed\"}", 1.0)
                .containsEntry("node_md_disks{device=\"md6\", state=\"spare\"}", 1.0)
                .containsEntry("node_md_disks_required{device=\"md6\"}", 2.0)
                .containsEntry("node_md_disks_required{device=\"md10\"}", 2.0)
                .containsEntry("node_md_blocks{device=\"md6\"}", 195_310_144.0)
                .containsEntry("node_md_blocks_synced{device=\"md6\"}", 16_775_552.0)
                .containsEntry("node_md_blocks_synced{device=\"md9\"}", 0.0)
                .containsEntry("node_md_blocks_synced{device=\"md127\"}", 312_319_552.0);
    }

    @Test
    void an_array_that_changes_its_shape_is_recovering() {
        assertThat(RaidArray.parse(java.util.List.of(
                        "md0 : active raid5 sdc1[2] sdb1[1] sda1[0]",
                        "      100 blocks level 5, 64k chunk, algorithm 2 [3/3] [UUU]",
                        "      [>....]  reshape =  4.0% (4/100) finish=1.0min speed=1K/sec")))
                .containsExactly(new RaidArray("md0", "recovering", 3, 0, 0, 3, 100, 4));
    }

    @Test
    void later_kernels_tell_more_of_what_processors_do_with_packets() throws Exception {
        Path old = root.resolve("old");
        Path recent = root.resolve("recent");
        Files.writeString(
                Files.createDirectories(old.resolve("net")).resolve("softnet_stat"),
                "0000000a 00000001 00000002 0 0 0 0 0 00000003\n");
        Files.writeString(
                Files.createDirectories(recent.resolve("net")).resolve("softnet_stat"),
                "0000000a 00000001 00000002 0 0 0 0 0 00000003 00000004 00000005 00000006 00000007 0 0\n");

        assertThat(readings(new SoftnetSource(old)))
                .containsEntry("node_softnet_processed_total{cpu=\"0\"}", 10.0)
                .containsEntry("node_softnet_cpu_collision_total{cpu=\"0\"}", 3.0)
                .doesNotContainKey("node_softnet_received_rps_total{cpu=\"0\"}");
        assertThat(readings(new SoftnetSource(recent)))
                .containsEntry("node_softnet_cpu_collision_total{cpu=\"7\"}", 3.0)
                .containsEntry("node_softnet_received_rps_total{cpu=\"7\"}", 4.0)
                .containsEntry("node_softnet_flow_limit_count_total{cpu=\"7\"}", 5.0)
                .containsEntry("node_softnet_backlog_len{cpu=\"7\"}", 6.0);
    }

    @Test
    void tasks_that_hang_are_counted_where_the_kernel_counts_them() throws Exception {
        assertThat(readings(KernelNumbersSource.hungTasks(root))).isEmpty();
        Files.writeString(Files.createDirectories(root.resolve("sys/kernel")).resolve("hung_task_detect_count"), "2\n");

        assertThat(readings(KernelNumbersSource.hungTasks(root))).containsEntry("node_kernel_hung_tasks_total", 2.0);
    }

    @Test
    void calls_of_nfs_are_counted_by_what_they_ask_for() throws Exception {
        assertThat(readings(new NfsClientSource(paths.proc())))
                .containsEntry("node_nfs_packets_total{protocol=\"tcp\"}", 69.0)
                .containsEntry("node_nfs_rpc_retransmissions_total", 374_636.0)
                .containsEntry("node_nfs_requests_total{method=\"Lookup\", proto=\"3\"}", 4_077_635.0)
                .containsEntry("node_nfs_requests_total{method=\"Sequence\", proto=\"4\"}", 13.0)
                .containsEntry("node_nfs_requests_total{method=\"Clone\", proto=\"4\"}", 0.0);
    }

    @Test
    void an_nfs_server_says_what_it_did_for_whom() throws Exception {
        assertThat(readings(new NfsServerSource(paths.proc())))
                .containsEntry("node_nfsd_server_threads", 8.0)
                .containsEntry("node_nfsd_disk_bytes_read_total", 157_286_400.0)
                .containsEntry("node_nfsd_read_ahead_cache_not_found_total", 10.0)
                .containsEntry("node_nfsd_rpc_errors_total{error=\"auth\"}", 2.0)
                .containsEntry("node_nfsd_requests_total{method=\"GetAttr\", proto=\"4\"}", 8179.0)
                .containsEntry("node_nfsd_requests_total{method=\"Write\", proto=\"4\"}", 41.0)
                .doesNotContainKey("node_nfsd_requests_total{method=\"Null\", proto=\"3\"}");
    }

    @Test
    void the_machine_and_its_controllers_are_named() throws Exception {
        assertThat(readings(new DmiSource(paths.sys())).keySet())
                .singleElement()
                .asString()
                .contains("product_name=\"PowerEdge R6515\"", "system_vendor=\"Dell Inc.\"")
                .doesNotContain("chassis_asset_tag", "chassis_type");
        assertThat(readings(new NvmeSource(paths.sys())))
                .containsOnlyKeys("node_nvme_info{device=\"nvme0\", firmware_revision=\"1B2QEXP7\","
                        + " model=\"Samsung SSD 970 PRO 512GB\", serial=\"S680HF8N190894I\", state=\"live\"}");
    }

    @Test
    void metrics_that_jobs_write_into_files_are_passed_on_with_what_is_said_of_them() throws Exception {
        Path file = paths.textfiles().resolve("backup.prom");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_763_700_000)));
        MetricWriter to =
                new MetricWriter(Labels.of("instance", "here", "job", "node"), Instant.ofEpochSecond(1_763_700_000));
        new TextfileSource(paths.textfiles()).readInto(to);

        assertThat(Readings.of(to.batch()))
                .containsEntry("backup_seconds{disk=\"a \\\"b\\\"\\\\\\n\", exported_job=\"nightly\"}", 17.5)
                .containsEntry("backups_total", 3.0)
                .containsEntry("plain", 1000.0)
                .containsEntry("size_bucket{le=\"+Inf\"}", 3.0)
                .containsEntry("size_count", 3.0)
                .containsEntry("node_textfile_mtime_seconds{file=\"" + file + "\"}", 1_763_700_000.0)
                .containsEntry("node_textfile_scrape_error", 0.0);
        assertThat(to.batch().attachments().metadata())
                .contains(
                        new MetricMetadata(
                                "backup_seconds",
                                MetricMetadata.Type.GAUGE,
                                "How long the last backup took.",
                                "seconds"),
                        new MetricMetadata("size", MetricMetadata.Type.HISTOGRAM, "From " + file + ".", ""));
    }

    @Test
    void a_file_with_one_wrong_line_is_left_out_as_a_whole() throws Exception {
        Path folder = Files.createDirectory(root.resolve("some"));
        Files.writeString(folder.resolve("good.prom"), "good 1\n");
        Files.writeString(folder.resolve("half.prom.tmp"), "half");
        for (String wrong : new String[] {
            "m{a=\"b\" 1",
            "m{a=b} 1",
            "m{a=\"b",
            "m 1 1763700000000",
            "m one",
            "1m 1",
            "m",
            "# TYPE m speed\nm 1",
            "m{a"
        }) {
            Files.writeString(folder.resolve("bad.prom"), "fine 1\n" + wrong + "\n");

            assertThat(readings(new TextfileSource(folder)))
                    .as(wrong)
                    .containsEntry("good", 1.0)
                    .containsEntry("node_textfile_scrape_error", 1.0)
                    .doesNotContainKeys("fine", "m", "half");
        }
    }

    @Test
    void a_host_without_any_of_them_says_nothing() throws Exception {
        Path nowhere = root.resolve("nowhere");

        assertThat(readings(new RaidSource(nowhere))).isEmpty();
        assertThat(readings(new NfsClientSource(nowhere))).isEmpty();
        assertThat(readings(new NfsServerSource(nowhere))).isEmpty();
        assertThat(readings(new NvmeSource(nowhere))).isEmpty();
        assertThat(readings(new DmiSource(nowhere))).isEmpty();
        assertThat(readings(new TextfileSource(nowhere))).containsOnlyKeys("node_textfile_scrape_error");
    }
}
