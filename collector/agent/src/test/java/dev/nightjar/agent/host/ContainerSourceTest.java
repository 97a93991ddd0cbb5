package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.reading.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerSourceTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, Double> read() throws Exception {
        return Readings.of(
                new ContainerSource(folder.resolve("cgroup"), new ContainerNames(folder.resolve("docker")))::readInto);
    }

    @Test
    void a_container_shows_what_it_uses_and_its_limits_under_dockers_name() throws Exception {
        String group = "cgroup/system.slice/docker-" + ID + ".scope/";
        write("cgroup/cgroup.controllers", "cpu memory io pids\n");
        write(
                group + "cpu.stat",
                "usage_usec 5000000\nuser_usec 3000000\nsystem_usec 2000000\nnr_periods 10\nnr_throttled 4\n"
                        + "throttled_usec 250000\n");
        write(group + "cpu.max", "50000 100000\n");
        write(group + "memory.current", "1000\n");
        write(group + "memory.stat", "anon 600\nfile 300\ninactive_file 100\n");
        write(group + "memory.max", "max\n");
        write(group + "memory.events", "low 0\noom 2\noom_kill 1\n");
        write(group + "cpu.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\n");
        write(group + "io.stat", "254:0 rbytes=4096 wbytes=10 rios=1 wios=2\n8:0 rbytes=4 wbytes=0 rios=1 wios=0\n");
        write(group + "cgroup.procs", "10\n11\n");
        write(group + "pids.current", "9\n");
        write("docker/" + ID + "/config.v2.json", """
                {"Config":{"Image":"shop:1.4"},"Image":"sha256:00","Name":"/shop-1"}""");

        String labels = "{id=\"/system.slice/docker-" + ID + ".scope\", image=\"shop:1.4\", name=\"shop-1\"}";
        assertThat(read())
                .containsEntry("container_cpu_usage_seconds_total" + labels, 5.0)
                .containsEntry("container_cpu_cfs_throttled_periods_total" + labels, 4.0)
                .containsEntry("container_cpu_cfs_throttled_seconds_total" + labels, 0.25)
                .containsEntry("container_spec_cpu_quota" + labels, 50_000.0)
                .containsEntry("container_memory_working_set_bytes" + labels, 900.0)
                .containsEntry("container_memory_rss" + labels, 600.0)
                .containsEntry("container_oom_events_total" + labels, 1.0)
                .containsEntry("container_pressure_cpu_waiting_seconds_total" + labels, 1.5)
                .containsEntry("container_fs_reads_bytes_total" + labels, 4100.0)
                .containsEntry("container_processes" + labels, 2.0)
                .containsEntry("container_threads" + labels, 9.0)
                .doesNotContainKey("container_spec_memory_limit_bytes" + labels);
    }

    @Test
    void a_service_is_shown_and_a_slice_around_it_is_not() throws Exception {
        write("cgroup/cgroup.controllers", "cpu\n");
        write("cgroup/system.slice/cpu.stat", "usage_usec 7\n");
        write("cgroup/system.slice/ssh.service/cpu.stat", "usage_usec 1000000\n");

        assertThat(read())
                .containsEntry(
                        "container_cpu_usage_seconds_total{id=\"/system.slice/ssh.service\", name=\"ssh.service\"}",
                        1.0)
                .allSatisfy((name, value) -> assertThat(name).contains("ssh.service"));
    }

    @Test
    void a_host_without_version_2_shows_none() throws Exception {
        write("cgroup/cpu/" + ID + "/cpu.stat", "usage_usec 1\n");
        assertThat(read()).isEmpty();
    }
}
