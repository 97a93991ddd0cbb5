package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.reading.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSourceTest {
    private static final String USER = "namedprocess_namegroup_cpu_seconds_total{groupname=\"shop\", mode=\"user\"}";

    @TempDir
    private Path proc;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(proc.resolve("stat"), "btime 1763697600\n");
    }

    /** As the kernel writes it: user and system time in ticks, resident memory in pages. */
    private void process(int number, String name, int user, int system, int start, int pages) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(number)));
        Files.writeString(
                folder.resolve("stat"),
                number + " (" + name + ") S 1 1 1 0 -1 4194304 120 0 3 0 " + user + " " + system + " 0 0 20 0 7 0 "
                        + start + " 1000000 " + pages + " 18446744073709551615 1 1\n");
    }

    private void end(int number) throws IOException {
        Files.delete(proc.resolve(number + "/stat"));
        Files.delete(proc.resolve(Integer.toString(number)));
    }

    private static Map<String, Double> read(ProcessSource source) throws Exception {
        return Readings.of(source::readInto);
    }

    @Test
    void processes_of_one_name_are_counted_together() throws Exception {
        process(10, "shop", 100, 50, 1000, 20);
        process(11, "shop", 200, 0, 2000, 30);

        assertThat(read(new ProcessSource(proc, 4096)))
                .containsEntry("namedprocess_namegroup_num_procs{groupname=\"shop\"}", 2.0)
                .containsEntry(USER, 3.0)
                .containsEntry(USER.replace("user", "system"), 0.5)
                .containsEntry(
                        "namedprocess_namegroup_memory_bytes{groupname=\"shop\", memtype=\"resident\"}", 50 * 4096.0)
                .containsEntry("namedprocess_namegroup_num_threads{groupname=\"shop\"}", 14.0)
                .containsEntry("namedprocess_namegroup_major_page_faults_total{groupname=\"shop\"}", 6.0)
                .containsEntry("namedprocess_namegroup_states{groupname=\"shop\", state=\"Sleeping\"}", 2.0)
                .containsEntry("namedprocess_namegroup_oldest_start_time_seconds{groupname=\"shop\"}", 1_763_697_610.0);
    }

    @Test
    void counters_do_not_fall_when_a_process_ends_nor_rise_when_its_number_is_used_again() throws Exception {
        ProcessSource source = new ProcessSource(proc, 4096);
        process(10, "shop", 100, 0, 1000, 20);
        process(11, "shop", 200, 0, 2000, 30);
        assertThat(read(source)).containsEntry(USER, 3.0);
        end(11);
        process(10, "shop", 150, 0, 1000, 20);
        assertThat(read(source)).containsEntry(USER, 3.5);
        process(11, "shop", 10, 0, 9000, 30);
        assertThat(read(source)).containsEntry(USER, 3.6);
    }

    @Test
    void a_name_may_hold_brackets_and_blanks_and_kernel_threads_are_left_out() throws Exception {
        process(10, "a) (b c", 100, 0, 1000, 20);
        Files.createDirectories(proc.resolve("2"));
        Files.writeString(
                proc.resolve("2/stat"),
                "2 (kthreadd) S 0 0 0 0 -1 1 0 0 0 0 0 5 0 0 20 0 1 0 3 0 0 18446744073709551615\n");
        Map<String, Double> found = read(new ProcessSource(proc, 4096));

        assertThat(found).containsEntry("namedprocess_namegroup_num_procs{groupname=\"a) (b c\"}", 1.0);
        assertThat(found.keySet()).noneMatch(name -> name.contains("kthreadd"));
    }

    @Test
    void the_largest_names_are_shown_and_stay_shown_and_the_rest_is_counted() throws Exception {
        ProcessSource source = new ProcessSource(proc, 4096);
        for (int i = 0; i < ProcessSource.MOST_GROUPS + 5; i++) {
            process(100 + i, "p" + i, 0, 0, 1000, i);
        }
        assertThat(read(source))
                .containsEntry("nightjar_agent_process_groups_hidden", 5.0)
                .doesNotContainKey("namedprocess_namegroup_num_procs{groupname=\"p4\"}")
                .containsKey("namedprocess_namegroup_num_procs{groupname=\"p5\"}");
        process(104, "p4", 0, 0, 1000, 1_000_000);
        assertThat(read(source)).doesNotContainKey("namedprocess_namegroup_num_procs{groupname=\"p4\"}");
        end(105);
        assertThat(read(source)).containsKey("namedprocess_namegroup_num_procs{groupname=\"p4\"}");
    }
}
