package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private static final Needs PAGED =
            new Needs(List.of("checkout burns its budget 14x too fast"), List.of(), List.of(), true);
    private static final Needs WARNED = new Needs(List.of(), List.of(), List.of("sda of payment-3 is slow"), true);
    private static final Needs SILENT = new Needs(List.of(), List.of(), List.of(), false);

    private static Map<String, Needs> services(Object... namesAndNeeds) {
        Map<String, Needs> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNeeds.length; i += 2) {
            map.put((String) namesAndNeeds[i], (Needs) namesAndNeeds[i + 1]);
        }
        return map;
    }

    @Test
    void the_worst_decides_health_and_reason() {
        assertThat(PAGED.health()).isEqualTo("page");
        assertThat(WARNED.health()).isEqualTo("warning");
        assertThat(SILENT.health()).isEqualTo("unknown");
        assertThat(SILENT.reason()).isEqualTo("sends no data");
        assertThat(Needs.NONE.health()).isEqualTo("fine");
        assertThat(Needs.NONE.reason()).isNull();
    }

    @Test
    void the_overview_says_who_needs_somebody_and_why() {
        assertThat(Needs.sentence(services("catalog", Needs.NONE, "checkout", PAGED, "payment", WARNED)))
                .isEqualTo("1 of 3 services needs you: checkout burns its budget 14x too fast.");
        assertThat(Needs.sentence(services("a", PAGED, "b", PAGED)))
                .isEqualTo("2 of 2 services need you: a (checkout burns its budget 14x too fast) and b"
                        + " (checkout burns its budget 14x too fast).");
        assertThat(Needs.sentence(services("catalog", Needs.NONE, "payment", WARNED)))
                .isEqualTo("1 of 2 services is worth a look: payment (sda of payment-3 is slow).");
    }

    @Test
    void the_overview_says_when_all_is_well_or_nothing_is_there() {
        assertThat(Needs.sentence(services("a", Needs.NONE, "b", Needs.NONE))).isEqualTo("All 2 services are fine.");
        assertThat(Needs.sentence(services("a", Needs.NONE))).isEqualTo("The one service is fine.");
        assertThat(Needs.sentence(services()))
                .isEqualTo("No service reports yet: send metrics with the labels service and instance.");
        assertThat(Needs.sentence(services("a", Needs.NONE, "b", SILENT)))
                .isEqualTo("1 of 2 services sends no data: b. The others are fine.");
    }
}
