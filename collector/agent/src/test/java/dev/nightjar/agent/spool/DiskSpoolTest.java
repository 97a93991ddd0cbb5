package dev.nightjar.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.client.Shipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpoolTest {
    @TempDir
    private Path folder;

    private static Shipment shipment(int number, int bodyBytes) {
        return new Shipment("id-" + number, "/path", "text/plain", new byte[bodyBytes], 3);
    }

    private static List<String> drain(DiskSpool spool) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Optional<Shipment> next = spool.oldest(); next.isPresent(); next = spool.oldest()) {
            ids.add(next.get().batchId());
            spool.delivered(next.get());
        }
        return ids;
    }

    @Test
    void what_was_put_in_comes_out_whole_and_in_order() throws Exception {
        byte[] body = {1, 2, 3};
        try (DiskSpool spool = DiskSpool.open(folder, 1 << 20)) {
            spool.append(new Shipment("a", "/nightjar/v1/ingest/metrics", "x/y", body, 7));
            spool.append(shipment(2, 0));

            Shipment first = spool.oldest().orElseThrow();
            assertThat(first.body()).isEqualTo(body);
            assertThat(first)
                    .extracting(Shipment::batchId, Shipment::path, Shipment::contentType, Shipment::items)
                    .containsExactly("a", "/nightjar/v1/ingest/metrics", "x/y", 7L);
            assertThat(spool.queued()).isEqualTo(10);
            assertThat(drain(spool)).containsExactly("a", "id-2");
            assertThat(spool.counts()).isEqualTo(new SpoolCounts(10, 0, 0));
            assertThat(spool.bytes()).isZero();
        }
    }

    @Test
    void after_a_kill_what_waits_is_still_there_and_the_counts_go_on() throws Exception {
        DiskSpool killed = DiskSpool.open(folder, 1 << 20);
        for (int i = 0; i < 5; i++) {
            killed.append(shipment(i, 100));
        }
        killed.delivered(killed.oldest().orElseThrow());
        killed.refused(killed.oldest().orElseThrow());

        try (DiskSpool spool = DiskSpool.open(folder, 1 << 20)) {
            assertThat(spool.queued()).isEqualTo(9);
            assertThat(spool.counts()).isEqualTo(new SpoolCounts(3, 3, 0));
            assertThat(drain(spool)).containsExactly("id-2", "id-3", "id-4");
        }
    }

    @Test
    void a_record_cut_short_by_a_kill_is_left_out_and_writing_goes_on() throws Exception {
        DiskSpool killed = DiskSpool.open(folder, 1 << 20);
        killed.append(shipment(1, 100));
        killed.append(shipment(2, 100));
        Path segment;
        try (var files = Files.list(folder)) {
            segment = files.filter(file -> file.toString().endsWith(".segment"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - 1), StandardOpenOption.TRUNCATE_EXISTING);

        try (DiskSpool spool = DiskSpool.open(folder, 1 << 20)) {
            spool.append(shipment(3, 100));
            assertThat(drain(spool)).containsExactly("id-1", "id-3");
        }
    }

    @Test
    void when_it_is_full_the_oldest_go_and_every_one_of_them_is_counted() throws Exception {
        try (DiskSpool spool = DiskSpool.open(folder, 16_000)) {
            for (int i = 0; i < 100; i++) {
                spool.append(shipment(i, 400));
                assertThat(spool.bytes()).isLessThanOrEqualTo(16_000);
            }
            List<String> left = drain(spool);

            assertThat(left).hasSizeBetween(20, 40).endsWith("id-98", "id-99");
            assertThat(spool.counts().dropped()).isEqualTo(300 - 3L * left.size());
            assertThat(spool.counts().delivered()).isEqualTo(3L * left.size());
        }
    }

    @Test
    void one_that_arrives_after_it_had_to_go_is_counted_once() throws Exception {
        try (DiskSpool spool = DiskSpool.open(folder, 1_000)) {
            spool.append(shipment(0, 400));
            Shipment sent = spool.oldest().orElseThrow();
            for (int i = 1; i < 5; i++) {
                spool.append(shipment(i, 400));
            }
            spool.delivered(sent);
            long left = drain(spool).size();

            assertThat(spool.counts()).isEqualTo(new SpoolCounts(3L + 3 * left, 0, 15 - 3L - 3 * left));
        }
    }

    @Test
    void one_larger_than_the_whole_spool_is_counted_and_said() throws Exception {
        try (DiskSpool spool = DiskSpool.open(folder, 1_000)) {
            assertThatThrownBy(() -> spool.append(shipment(0, 2_000)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is larger than the spool, which has 1000; make it larger");
            assertThat(spool.counts()).isEqualTo(new SpoolCounts(0, 0, 3));
        }
    }

    @Test
    void a_damaged_position_says_what_to_do() throws Exception {
        Files.writeString(folder.resolve("position"), "nonsense\n");
        assertThatThrownBy(() -> DiskSpool.open(folder, 1_000))
                .hasMessageStartingWith(folder.resolve("position") + " is damaged; remove it");
    }
}
