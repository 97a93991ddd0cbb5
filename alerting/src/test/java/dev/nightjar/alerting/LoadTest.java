package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.paging.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often who was called, by their own clocks. It is Saturday, 03:41 in Berlin and 11:41 in Tokyo. */
class LoadTest {
    private static String words(LoadReport load) {
        StringBuilder hours = new StringBuilder();
        for (int hour = 0; hour < load.byHour().size(); hour++) {
            hours.append(
                    load.byHour().get(hour) == 0
                            ? ""
                            : " " + hour + "h " + load.byHour().get(hour));
        }
        return load.person().id() + ": " + load.calls() + ", " + load.atNight() + " at night, " + load.atWeekends()
                + " at weekends," + hours;
    }

    @Test
    void nights_and_weekends_are_those_of_whoever_was_called(@TempDir Path folder) {
        Room room = new Room(folder, Room.RULES, """
                people:
                  ana: {zone: Europe/Berlin}
                  ben: {zone: Asia/Tokyo}
                  cy: {}
                policies: {p: {steps: [{notify: [ana], delay: 1m}, {notify: [ben]}, {notify: [ana]}]}}
                """);
        page(room);
        room.clock.advance(Duration.ofHours(56));
        page(room);

        assertThat(room.alerting.load(Instant.EPOCH))
                .extracting(LoadTest::words)
                .containsExactly(
                        "ana: 2, 1 at night, 0 at weekends, 3h 1 11h 1",
                        "ben: 2, 0 at night, 1 at weekends, 11h 1 19h 1",
                        "cy: 0, 0 at night, 0 at weekends,");
        assertThat(room.alerting.load(Room.START.plus(Duration.ofDays(1))))
                .extracting(LoadReport::calls)
                .isEqualTo(List.of(1, 1, 0));
    }

    /** Nobody takes it, so that both are called, ana a second time; then it is over. */
    private static void page(Room room) {
        room.expressions.answer("latency > 1", sample(2, "service", "checkout"));
        room.pass(45 + 60 + 301);
        room.expressions.answer("latency > 1");
        room.pass(30);
    }
}
