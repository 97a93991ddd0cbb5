package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What wakes people, by how long a budget has to last. */
class BurnWindowTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            90 | 1h/5m:43.2, 6h/30m:18, 1d/2h:9:ticket, 3d/6h:3:ticket
            30 | 1h/5m:14.4, 6h/30m:6, 1d/2h:3:ticket, 3d/6h:1:ticket
            14 | 1h/5m:6.72, 6h/30m:2.8, 1d/2h:1.4:ticket, 3d/6h:1:ticket
            7  | 1h/5m:3.36, 6h/30m:2, 1d/2h:1:ticket, 3d/6h:1:ticket
            1  | 1h/5m:2, 6h/30m:2, 1d/2h:1:ticket
            """)
    void nobody_is_paged_while_the_budget_lasts(int days, String windows) {
        assertThat(SloAnnotations.text(BurnWindow.standard(Duration.ofDays(days))))
                .isEqualTo(windows);
    }
}
