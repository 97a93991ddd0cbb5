package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An exemplar without a time of its own, which a target shows for as long as it has no newer one. */
class RepeatedExemplarsTest extends ScrapeScene {
    private static final String SLOW = " # {trace_id=\"slow\"} 0.9";
    private static final String FAST = " # {trace_id=\"fast\"} 0.1";
    private static final String NONE = "";

    @BeforeEach
    void speakOpenMetrics() {
        target.type = TestingTarget.OPEN_METRICS;
    }

    @Test
    void is_stored_again_only_after_another_one() {
        TargetScrape scrape = scrape();
        shown(scrape, START, SLOW);
        shown(scrape, START + 1000, SLOW);
        shown(scrape, START + 2000, NONE);
        shown(scrape, START + 3000, SLOW);
        shown(scrape, START + 4000, FAST);
        shown(scrape, START + 5000, FAST);
        shown(scrape, START + 6000, SLOW);
        shown(scrape, START + 7000, SLOW);

        assertThat(stored("a")).containsExactly("slow 0.9 at 0", "fast 0.1 at 4000", "slow 0.9 at 6000");
    }

    @Test
    void is_another_one_with_another_value_or_of_another_series() {
        TargetScrape scrape = scrape();
        shown(scrape, START, SLOW);
        target.shows("a 1 # {trace_id=\"slow\"} 0.8\nb 1" + SLOW + "\n# EOF\n");
        scrape.scrape(START + 1000);

        assertThat(stored("a")).containsExactly("slow 0.9 at 0", "slow 0.8 at 1000");
        assertThat(stored("b")).containsExactly("slow 0.9 at 1000");
    }

    @Test
    void is_another_one_after_one_with_a_time() {
        TargetScrape scrape = scrape();
        shown(scrape, START, SLOW);
        shown(scrape, START + 1000, SLOW + " 1700000000.5");
        shown(scrape, START + 2000, SLOW + " 1700000000.5");
        shown(scrape, START + 3000, SLOW);
        shown(scrape, START + 4000, SLOW);

        assertThat(stored("a")).containsExactly("slow 0.9 at 0", "slow 0.9 at 500", "slow 0.9 at 3000");
    }

    @Test
    void has_the_time_of_a_sample_that_has_one() {
        TargetScrape scrape = scrape();
        target.shows("a 1 1700000000.25" + SLOW + "\n# EOF\n");
        scrape.scrape(START + 1000);
        target.shows("a 1 1700000001.25" + SLOW + "\n# EOF\n");
        scrape.scrape(START + 2000);

        assertThat(stored("a")).containsExactly("slow 0.9 at 250");
    }

    @Test
    void is_remembered_while_the_target_is_down_and_forgotten_with_its_series() {
        TargetScrape scrape = scrape();
        shown(scrape, START, SLOW);
        target.status = 503;
        scrape.scrape(START + 1000);
        target.status = 200;
        shown(scrape, START + 2000, SLOW);
        assertThat(stored("a")).containsExactly("slow 0.9 at 0");

        target.shows("# EOF\n");
        scrape.scrape(START + 3000);
        shown(scrape, START + 4000, SLOW);
        assertThat(stored("a")).containsExactly("slow 0.9 at 0", "slow 0.9 at 4000");
    }

    @Test
    void counts_as_shown_only_when_its_scrape_was_stored() {
        TargetScrape scrape = scrape();
        target.shows("a 1" + SLOW + "\nb two\n# EOF\n");
        scrape.scrape(START);
        sink = batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "no room");
        shown(scrape, START + 1000, SLOW);
        sink = store;
        shown(scrape, START + 2000, SLOW);

        assertThat(stored("a")).containsExactly("slow 0.9 at 2000");
    }

    @Test
    void stays_known_when_series_that_are_gone_make_room() {
        TargetScrape scrape = scrape();
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            many.append("z").append(i).append(" 1").append(FAST).append('\n');
        }
        target.shows(many + "a 1" + SLOW + "\n# EOF\n");
        scrape.scrape(START);
        shown(scrape, START + 1000, SLOW); // the other two thousand are forgotten, and a gets another number
        shown(scrape, START + 2000, SLOW);
        assertThat(stored("a")).containsExactly("slow 0.9 at 0");

        shown(scrape, START + 3000, FAST);
        assertThat(stored("a")).containsExactly("slow 0.9 at 0", "fast 0.1 at 3000");
    }

    private void shown(TargetScrape scrape, long at, String exemplar) {
        target.shows("a 1" + exemplar + "\n# EOF\n");
        scrape.scrape(at);
    }

    /** Trace, value and milliseconds since the start. */
    private List<String> stored(String metric) {
        return store.exemplars(new SeriesSelection(List.of(Matcher.equal("__name__", metric)), TimeRange.ALL)).stream()
                .flatMap(of -> of.exemplars().stream())
                .map(RepeatedExemplarsTest::text)
                .toList();
    }

    private static String text(Exemplar exemplar) {
        return exemplar.labels().get("trace_id") + " " + exemplar.value() + " at "
                + (exemplar.timestampMillis() - START);
    }
}
