package dev.nightjar.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNamesTest {
    @ParameterizedTest
    @CsvSource({
        "http.server.request.duration, s, OTHER, http_server_request_duration_seconds",
        "requests.count, 1, MONOTONIC_SUM, requests_count_total",
        "system.io, By/s, GAUGE, system_io_bytes_per_second",
        "cpu.utilization, 1, GAUGE, cpu_utilization_ratio",
        "ratio.of.things, 1, GAUGE, of_things_ratio",
        "total.errors, '', MONOTONIC_SUM, errors_total",
        "process.uptime.seconds, s, GAUGE, process_uptime_seconds",
        "active, {requests}, OTHER, active",
        "rate, {requests}/s, GAUGE, rate_per_second",
        "memory__used..now, MiBy, GAUGE, memory_used_now_mebibytes",
        "2xx, '', MONOTONIC_SUM, _2xx_total",
        "a:b, ms, OTHER, a:b_milliseconds",
        "temp, Cel, GAUGE, temp_celsius",
        "speed, m/h, GAUGE, speed_meters_per_hour",
        "weird, a b/c d, GAUGE, weird_a_b_per_c_d",
        "'äö', '', GAUGE, ''",
    })
    void escaped_with_suffixes(String name, String unit, MetricNames.Kind kind, String expected) {
        assertThat(MetricNames.name(name, unit, kind, TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http.server.duration, s, OTHER, http_server_duration",
        "a__b..c, By, MONOTONIC_SUM, a__b_c",
        "1st, '', GAUGE, _1st",
    })
    void escaped_without_suffixes(String name, String unit, MetricNames.Kind kind, String expected) {
        assertThat(MetricNames.name(name, unit, kind, TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http.server.duration, s, OTHER, http.server.duration_seconds",
        "errors.total, '', MONOTONIC_SUM, errors_total",
        "disk.io, By/s, MONOTONIC_SUM, disk.io_bytes_per_second_total",
        "cpu.ratio, 1, GAUGE, cpu_ratio",
        "uptime.seconds, s, GAUGE, uptime.seconds",
    })
    void unescaped_with_suffixes(String name, String unit, MetricNames.Kind kind, String expected) {
        assertThat(MetricNames.name(name, unit, kind, TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http.method, http_method",
        "a--b, a__b",
        "1a, key_1a",
        "_a, key_a",
        "__a, __a",
        ".a, key_a",
        "a:b, a_b",
        "ä, key_",
        "'..', ''",
        "ok, ok",
    })
    void attributes_become_names_of_labels(String key, String expected) {
        assertThat(new AttributeNames(true).name(key)).isEqualTo(expected);
        assertThat(new AttributeNames(false).name(key)).isEqualTo(key);
    }

    @Test
    void a_strategy_that_is_none_is_answered_with_all_there_are() {
        assertThat(TranslationStrategy.parse("NoTranslation")).isEqualTo(TranslationStrategy.NO_TRANSLATION);
        assertThatThrownBy(() -> TranslationStrategy.parse("no"))
                .hasMessage("\"no\" is not one of UnderscoreEscapingWithSuffixes, UnderscoreEscapingWithoutSuffixes,"
                        + " NoUTF8EscapingWithSuffixes, NoTranslation");
    }
}
