package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.query.deviation.Signal;
import dev.nightjar.query.deviation.Signals;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.web.api.Documents.Finding;
import dev.nightjar.web.api.Documents.Panel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelsTest {
    @Test
    void every_query_is_promql_whatever_the_names() {
        String odd = "a\"b\\c";
        Panels.ofService(odd, "30s").forEach(panel -> PromQl.parse(panel.query()));
        for (Panel panel : Panels.ofInstance(odd, odd, "1m", List.of())) {
            PromQl.parse(panel.query());
            assertThat(panel.peersQuery()).contains("instance!=");
            PromQl.parse(String.valueOf(panel.peersQuery()));
        }
    }

    @Test
    void the_panel_that_stands_out_comes_first() {
        Finding finding = new Finding(
                "disk-write-time", "checkout-7", "disk sda", "writes to sda in 212 ms", 5L, 3.5, "disk-write-time");

        List<Panel> panels = Panels.ofInstance("checkout", "checkout-7", "1m", List.of(finding));

        assertThat(panels).hasSameSizeAs(Signals.STANDARD);
        assertThat(panels.getFirst().id()).isEqualTo("disk-write-time");
        assertThat(panels.getFirst().deviation()).isEqualTo(3.5);
        assertThat(panels.getFirst().finding()).isEqualTo(finding);
        assertThat(panels.getFirst().legend()).containsExactly("device");
        assertThat(panels.get(1).deviation()).isZero();
    }

    @Test
    void causes_come_before_symptoms_however_odd_and_each_panel_once() {
        Finding disk = finding("disk-write-time", "disk sda", 3);
        Finding otherDisk = finding("disk-write-time", "disk sdb", 4);
        Finding errors = finding("errors", "", 31);

        List<Panel> panels = Panels.ofInstance("checkout", "checkout-7", "1m", List.of(disk, otherDisk, errors));

        assertThat(panels)
                .extracting(Panel::id)
                .startsWith("disk-write-time", "errors")
                .doesNotHaveDuplicates();
        assertThat(panels).hasSameSizeAs(Signals.STANDARD);
        assertThat(panels.getFirst().finding()).isEqualTo(otherDisk);
    }

    private static Finding finding(String signal, String resource, double score) {
        return new Finding(signal, "checkout-7", resource, "is odd", 5L, score, signal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            up > 0.5 | up | 0.5
            (a / b) >= 14.4 | (a / b) | 14.4
            sum by (x) (rate(a{code=~"5.."}[1m])) > 1e-3 | sum by (x) (rate(a{code=~"5.."}[1m])) | 0.001
            a > 1 and b > 2 | a > 1 and b > 2 | none
            up == 0 | up == 0 | none
            (a > 1) | (a > 1) | none
            up | up | none
            """)
    void a_threshold_is_taken_off_the_end_of_a_query(String query, String value, Double threshold) {
        Panel panel = Panels.ofAlert("title", query);

        assertThat(panel.query()).isEqualTo(value);
        assertThat(panel.threshold()).isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(node_disk_write_time_seconds_total[1m]) / rate(node_disk_writes_completed_total[1m]) | seconds
            histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[1m])) | seconds
            process_resident_memory_bytes | bytes
            process_resident_memory_bytes / process_memory_limit_bytes | ratio
            rate(node_network_receive_bytes_total[1m]) | bytesPerSecond
            sum(rate(errors_total[1m])) / sum(rate(requests_total[1m])) | ratio
            sum(rate(requests_total[1m])) | perSecond
            up | count
            """)
    void names_tell_the_unit(String query, String unit) {
        assertThat(Panels.ofAlert("title", query).unit()).isEqualTo(unit);
    }

    @Test
    void a_query_is_known_by_its_signal() {
        for (Signal signal : Signals.STANDARD) {
            assertThat(SignalNames.of(signal.query("service=\"a\", instance=\"b\"", "1m")))
                    .isEqualTo(signal.id());
        }
        assertThat(SignalNames.of("up")).isEmpty();
        assertThat(SignalNames.of("")).isEmpty();
    }
}
