package dev.nightjar.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.alerting.slo.BudgetCorrection;
import dev.nightjar.alerting.slo.BudgetReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections of budgets are events: they survive a kill, and one that was withdrawn stays to be seen. */
class CorrectionTest {
    private static final Instant FROM = Room.START.minusSeconds(7200);

    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) {
        room = Room.watching(folder, Room.OBJECTIVE);
    }

    @Test
    void a_correction_survives_a_kill_and_can_be_withdrawn() {
        BudgetCorrection made =
                room.alerting.budgets().correct("shop", FROM, FROM.plusSeconds(3600), "drill", "ana", "ben");
        room.killAndStart(5);

        assertThat(room.alerting.budgets().corrections("shop")).containsExactly(made);
        BudgetReport report = room.alerting.budgets().budget("shop", List.of()).orElseThrow();
        assertThat(report.ledger().entries())
                .anyMatch(entry ->
                        entry.isStruckThrough() && entry.claim().title().equals("drill"));

        assertThat(room.alerting.budgets().withdrawCorrection(made.id(), "eva")).isTrue();
        assertThat(room.alerting.budgets().withdrawCorrection(made.id(), "eva")).isFalse();
        room.killAndStart(5);
        assertThat(room.alerting.budgets().corrections("shop"))
                .singleElement()
                .satisfies(correction -> assertThat(correction.withdrawnBy()).isEqualTo("eva"));
        assertThat(room.alerting
                        .budgets()
                        .budget("shop", List.of())
                        .orElseThrow()
                        .ledger()
                        .entries())
                .noneMatch(entry -> entry.isStruckThrough());
    }

    @Test
    void nobody_approves_for_themselves() {
        assertThatThrownBy(
                        () -> room.alerting.budgets().correct("shop", FROM, FROM.plusSeconds(1), "drill", "ana", "ana"))
                .hasMessageContaining("somebody other than ana");
        assertThatThrownBy(() -> room.alerting.budgets().correct("shop", FROM, FROM, "drill", "ana", "ben"))
                .hasMessageContaining("ends after it begins");
        assertThatThrownBy(() ->
                        room.alerting.budgets().correct("nothing", FROM, FROM.plusSeconds(1), "drill", "ana", "ben"))
                .hasMessageContaining("no objective \"nothing\"");
        assertThat(room.alerting.budgets().corrections("shop")).isEmpty();
    }
}
