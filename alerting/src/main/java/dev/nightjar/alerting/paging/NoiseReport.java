package dev.nightjar.alerting.paging;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a rule's pages were worth to those whom they called.
 *
 * @param useful pages that somebody called useful and nobody noise
 * @param noise pages that somebody called noise
 * @param atNight between 22:00 and 07:00
 * @param endedAlone pages that were over within ten minutes and that nobody had taken
 * @param alerts that the pages stood for
 */
public record NoiseReport(
        String rule, int pages, int useful, int noise, int unjudged, int atNight, int endedAlone, int alerts) {
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final int NIGHT_BEGINS = 22;
    private static final int NIGHT_ENDS = 7;

    /** One line a rule for the pages opened since {@code since}, the noisiest first. */
    public static List<NoiseReport> of(List<Page> pages, Instant since, ZoneId zone) {
        Map<String, List<Page>> byRule = new LinkedHashMap<>();
        for (Page page : pages) {
            if (!page.opened().at().isBefore(since)) {
                byRule.computeIfAbsent(page.opened().rule(), rule -> new ArrayList<>())
                        .add(page);
            }
        }
        return byRule.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), zone))
                .sorted(Comparator.comparingInt(NoiseReport::noise)
                        .thenComparingInt(NoiseReport::endedAlone)
                        .thenComparingInt(NoiseReport::pages)
                        .reversed()
                        .thenComparing(NoiseReport::rule))
                .toList();
    }

    private static NoiseReport of(String rule, List<Page> pages, ZoneId zone) {
        int noise = count(pages, NoiseReport::isNoise);
        int useful = count(pages, page -> !page.judgements().isEmpty() && !isNoise(page));
        return new NoiseReport(
                rule,
                pages.size(),
                useful,
                noise,
                pages.size() - useful - noise,
                count(pages, page -> isNight(page.opened().at(), zone)),
                count(pages, NoiseReport::endedAlone),
                pages.stream().mapToInt(page -> page.alerts().size()).sum());
    }

    private static int count(List<Page> pages, Predicate<Page> which) {
        return (int) pages.stream().filter(which).count();
    }

    private static boolean isNoise(Page page) {
        return page.judgements().values().stream().anyMatch(judged -> !judged.useful());
    }

    private static boolean isNight(Instant at, ZoneId zone) {
        int hour = at.atZone(zone).getHour();
        return hour >= NIGHT_BEGINS || hour < NIGHT_ENDS;
    }

    private static boolean endedAlone(Page page) {
        Instant end = page.resolvedAt();
        return end != null
                && page.acknowledgedBy() == null
                && "".equals(page.resolvedBy())
                && Duration.between(page.opened().at(), end).compareTo(SHORT) <= 0;
    }
}
