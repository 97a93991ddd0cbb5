package dev.nightjar.alerting.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** When so much fails at once that one page has to stand for all: the same people are called once, not eighty times. */
final class Storm {
    static final Duration WITHIN = Duration.ofMinutes(5);

    /** So many pages of one policy within that time still come one by one. */
    static final int PAGES = 5;

    private Storm() {}

    static boolean isOn(int pages) {
        return pages > PAGES;
    }

    /** The pages of a policy that were opened lately and are not over, oldest first. */
    static List<Page> recent(List<Page> live, String policy, Instant now) {
        return live.stream()
                .filter(page -> page.state() != Page.State.RESOLVED)
                .filter(page -> page.opened().policy().equals(policy))
                .filter(page -> page.opened().at().plus(WITHIN).isAfter(now))
                .sorted(Comparator.comparing((Page page) -> page.opened().at()))
                .toList();
    }
}
