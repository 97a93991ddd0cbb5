package dev.nightjar.alerting.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTitleTest {
    private static List<Labels> machines(int count, String name) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> Labels.of(
                        "alertname", name, "instance", "web-%02d:9100".formatted(i), "rack", "r12", "severity", "page"))
                .toList();
    }

    private static String title(List<Labels> alerts, String... summaries) {
        return PageTitle.of(
                alerts, summaries.length == 1 ? Collections.nCopies(alerts.size(), summaries[0]) : List.of(summaries));
    }

    @Test
    void a_storm_says_what_with_how_many_and_where() {
        assertThat(title(machines(80, "DiskSlow"), "The disk is slow."))
                .isEqualTo("The disk is slow on 80 instances of rack r12: web-01, web-02, web-03 and 77 more");
    }

    @Test
    void alerts_that_each_speak_of_themselves_are_called_by_their_name() {
        assertThat(title(machines(2, "DiskSlow"), "web-01 is slow", "web-02 is slow"))
                .isEqualTo("DiskSlow on 2 instances of rack r12: web-01, web-02");
    }

    @Test
    void several_alerts_of_the_same_things_count_the_things() {
        List<Labels> alerts = List.of(
                Labels.of("alertname", "A", "host", "h1", "zone", "b", "cluster", "c", "env", "prod"),
                Labels.of("alertname", "B", "host", "h1", "zone", "b", "cluster", "c", "env", "prod"),
                Labels.of("alertname", "C", "host", "h2:1", "zone", "b", "cluster", "c", "env", "prod"));
        assertThat(title(alerts, "a", "b", "c")).isEqualTo("A, B and 1 more on 2 hosts of zone b, cluster c: h1, h2:1");
    }

    @Test
    void where_nothing_tells_them_apart_they_are_counted() {
        List<Labels> alerts = List.of(
                Labels.of("alertname", "A", "service", "shop", "code", "500"),
                Labels.of("alertname", "A", "service", "shop", "code", "503"));
        assertThat(title(alerts, "Errors")).isEqualTo("Errors: 2 alerts of service shop");
    }
}
