package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.api.Documents.Finding;
import dev.nightjar.web.api.Documents.RankedInstance;
import dev.nightjar.web.api.Documents.Slo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceSentenceTest {
    private static final Finding SLOW_DISK = new Finding(
            "disk-write-time",
            "checkout-7",
            "disk sda",
            "writes to sda in 212 ms, its peers in 4 ms, since 02:41:10 UTC",
            5L,
            3,
            "disk-write-time");
    private static final Finding SLOW =
            new Finding("latency-p95", "checkout-7", "", "answers in 1 s, its peers in 50 ms", 5L, 2, "latency-p95");

    private static List<RankedInstance> instances(int alike, Finding... findings) {
        List<RankedInstance> all = new ArrayList<>();
        for (Finding finding : findings) {
            all.add(new RankedInstance(finding.instance(), null, finding.score(), List.of(finding)));
        }
        for (int i = 0; i < alike; i++) {
            all.add(new RankedInstance("i" + i, null, 0, List.of()));
        }
        return all;
    }

    private static Slo slo(String health, String sentence) {
        return new Slo(
                "s",
                "s",
                "checkout",
                sentence,
                health,
                0.995,
                1,
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "",
                "",
                "",
                "");
    }

    @Test
    void the_objective_comes_first_then_the_odd_one() {
        assertThat(ServiceSentence.ofService(
                        "checkout",
                        Needs.NONE,
                        List.of(slo("page", "checkout has burned 14x its budget since 02:41")),
                        instances(9, SLOW_DISK)))
                .isEqualTo("checkout has burned 14x its budget since 02:41. One of 10 instances is unlike its peers:"
                        + " checkout-7 writes to sda in 212 ms, its peers in 4 ms, since 02:41:10 UTC.");
    }

    @Test
    void all_well_is_said_too() {
        assertThat(ServiceSentence.ofService("checkout", Needs.NONE, List.of(slo("fine", "x")), instances(10)))
                .isEqualTo("x. Its 10 instances are alike.");
        assertThat(ServiceSentence.ofService("checkout", Needs.NONE, List.of(), instances(1)))
                .isEqualTo("checkout is fine. Its 1 instance has no peers to differ from.");
    }

    @Test
    void an_instance_says_what_is_odd_about_it() {
        assertThat(ServiceSentence.ofInstance("checkout", "checkout-7", List.of(SLOW_DISK, SLOW), true))
                .isEqualTo("checkout-7 writes to sda in 212 ms, its peers in 4 ms, since 02:41:10 UTC."
                        + " It also differs in latency, 95th percentile.");
        assertThat(ServiceSentence.ofInstance("checkout", "checkout-1", List.of(), true))
                .isEqualTo("checkout-1 is like its peers in checkout.");
        assertThat(ServiceSentence.ofInstance("checkout", "gone", List.of(), false))
                .isEqualTo("gone has sent nothing for checkout in the last hour.");
    }
}
