package dev.nightjar.postmortems.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.postmortems.incident.ImpactSource.SloSlices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImpactWindowTest {
    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    /** One character a minute: {@code .} fine, {@code x} 5 % bad, {@code ?} without data. The objective allows 1 %. */
    private static Optional<ImpactMeasured> measure(String minutes, int detectedAtMinute) {
        List<Double> bad = new ArrayList<>();
        List<Double> total = new ArrayList<>();
        minutes.chars().forEach(minute -> {
            bad.add(minute == '?' ? Double.NaN : minute == 'x' ? 5.0 : 0.0);
            total.add(minute == '?' ? Double.NaN : 100.0);
        });
        SloSlices slices = new SloSlices("slo", 0.99, START, Duration.ofMinutes(1), bad, total, 100);
        return ImpactWindow.measure(slices, "inc-1", minute(detectedAtMinute), minute(minutes.length()));
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    @Test
    void it_began_with_the_first_slice_of_the_run_that_went_on_into_the_incident() {
        ImpactMeasured impact = measure("..x...xxxxxx", 9).orElseThrow();
        assertThat(impact.at()).isEqualTo(minute(6));
        assertThat(impact.recoveredAt()).isNull();
        assertThat(impact.badEvents()).isEqualTo(30);
        assertThat(impact.totalEvents()).isEqualTo(600);
        assertThat(impact.budgetSpent()).isEqualTo(0.3);
    }

    @Test
    void slices_without_data_do_not_end_a_run() {
        assertThat(measure("...xx??xxx", 9).orElseThrow().at()).isEqualTo(minute(3));
    }

    @Test
    void it_had_recovered_when_it_stayed_calm_for_five_minutes() {
        ImpactMeasured impact = measure("..xxxx..xx.....xx", 5).orElseThrow();
        assertThat(impact.at()).isEqualTo(minute(2));
        assertThat(impact.recoveredAt()).isEqualTo(minute(10));
        assertThat(impact.badEvents()).isEqualTo(30);
    }

    @Test
    void silence_is_no_recovery() {
        assertThat(measure("..xxxx?????????", 5).orElseThrow().recoveredAt()).isNull();
    }

    @Test
    void an_impact_that_began_only_after_the_detection_counts() {
        assertThat(measure(".........xxx", 5).orElseThrow().at()).isEqualTo(minute(9));
    }

    @Test
    void what_never_burned_has_no_impact() {
        assertThat(measure("............", 5)).isEmpty();
        assertThat(measure("????????????", 5)).isEmpty();
        assertThat(measure("", 5)).isEmpty();
    }

    @Test
    void what_was_over_long_before_is_another_story() {
        assertThat(measure("xxx.............", 15)).isEmpty();
    }
}
