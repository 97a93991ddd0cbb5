package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import org.junit.jupiter.api.Test;

class PrometheusNamingTest {
    private final PrometheusNaming naming = new PrometheusNaming();

    @Test
    void counters_end_in_total_once_with_the_unit_before_it() {
        assertThat(naming.name("http.requests", Meter.Type.COUNTER, null)).isEqualTo("http_requests_total");
        assertThat(naming.name("http_requests_total", Meter.Type.COUNTER, null)).isEqualTo("http_requests_total");
        assertThat(naming.name("disk.read", Meter.Type.COUNTER, "bytes")).isEqualTo("disk_read_bytes_total");
        assertThat(naming.name("disk_read_bytes_total", Meter.Type.COUNTER, "bytes"))
                .isEqualTo("disk_read_bytes_total");
    }

    @Test
    void timers_are_in_seconds() {
        assertThat(naming.name("http.request.duration", Meter.Type.TIMER, null))
                .isEqualTo("http_request_duration_seconds");
        assertThat(naming.name("http_request_duration_seconds", Meter.Type.TIMER, null))
                .isEqualTo("http_request_duration_seconds");
    }

    @Test
    void what_prometheus_does_not_allow_becomes_an_underscore() {
        assertThat(naming.name("1st-queue size", Meter.Type.GAUGE, "jobs/s")).isEqualTo("_1st_queue_size_jobs_s");
        assertThat(naming.name("level:ratio", Meter.Type.GAUGE, null)).isEqualTo("level:ratio");
        assertThat(naming.tagKey("http.method:x")).isEqualTo("http_method_x");
        assertThat(naming.tagKey("9lives")).isEqualTo("_9lives");
    }
}
