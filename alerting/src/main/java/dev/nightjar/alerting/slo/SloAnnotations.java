package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What OpenSLO has no word for and Nightjar reads from an SLO's annotations. */
final class SloAnnotations {
    /** Lists {@code long/short:factor}, and {@code :ticket} for what should not page. */
    static final String WINDOWS = "nightjar.dev/windows";

    /** Fewer bad events in a long window than this do not alert. */
    static final String MIN_BAD_EVENTS = "nightjar.dev/min-bad-events";

    /** What a time slice without events counts as: good, bad or exclude. */
    static final String NO_DATA = "nightjar.dev/no-data";

    private static final int DEFAULT_MIN_BAD_EVENTS = 5;
    private static final Pattern WINDOW = Pattern.compile("([^/]+)/([^:]+):([0-9.]+)(?::(page|ticket))?");

    private static final Pattern SIGN_OF_LIFE = Pattern.compile(
            "(?<![A-Za-z0-9_:\"'])(?:up|probe_success|nightjar_heartbeat_[a-z_]+)(?![A-Za-z0-9_:(=!\"'])");

    private final Section meta;
    private final Map<String, String> annotations;

    SloAnnotations(Section meta) {
        this.meta = meta;
        this.annotations = meta.texts("annotations");
    }

    /** Those that are written, or else {@code usual} ones. */
    List<BurnWindow> windows(List<BurnWindow> usual) {
        String written = annotations.get(WINDOWS);
        if (written == null) {
            return usual;
        }
        List<BurnWindow> rows = new ArrayList<>();
        for (String row : written.split(",", -1)) {
            Optional<BurnWindow> parsed = row(row.strip());
            if (parsed.isEmpty()) {
                meta.problem(
                        "annotations",
                        WINDOWS + ": not a burn window: \"" + row.strip()
                                + "\"; write long/short:factor or long/short:factor:ticket, such as 1h/5m:14.4");
                return usual;
            }
            rows.add(parsed.get());
        }
        return rows;
    }

    /** The annotation that reads as {@code windows} again. */
    static String text(List<BurnWindow> windows) {
        return windows.stream()
                .map(row -> DurationText.of(row.longWindow()) + "/" + DurationText.of(row.shortWindow()) + ":"
                        + Slo.number(row.factor()) + (row.pages() ? "" : ":ticket"))
                .collect(Collectors.joining(", "));
    }

    private static Optional<BurnWindow> row(String text) {
        Matcher matcher = WINDOW.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Duration longWindow = DurationText.parse(matcher.group(1)).orElseThrow();
            Duration shortWindow = DurationText.parse(matcher.group(2)).orElseThrow();
            double factor = Double.parseDouble(matcher.group(3));
            return Optional.of(new BurnWindow(longWindow, shortWindow, factor, !"ticket".equals(matcher.group(4))));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Of time slices each is long already: one is enough. */
    int minBadEvents(boolean sliced) {
        int usual = sliced ? 1 : DEFAULT_MIN_BAD_EVENTS;
        String written = annotations.get(MIN_BAD_EVENTS);
        try {
            return written == null ? usual : Integer.parseInt(written);
        } catch (NumberFormatException e) {
            meta.problem("annotations", MIN_BAD_EVENTS + ": not a whole number: \"" + written + "\"");
            return usual;
        }
    }

    /** Silence of users is no failure; silence of a sign of life is. */
    TimeSlices.NoData noData(String totalQuery) {
        String usual = SIGN_OF_LIFE.matcher(totalQuery).find() ? "bad" : "good";
        return switch (annotations.getOrDefault(NO_DATA, usual)) {
            case "good" -> TimeSlices.NoData.GOOD;
            case "bad" -> TimeSlices.NoData.BAD;
            case "exclude" -> TimeSlices.NoData.EXCLUDE;
            case String other -> {
                meta.problem("annotations", NO_DATA + ": must be good, bad or exclude, found \"" + other + "\"");
                yield TimeSlices.NoData.GOOD;
            }
        };
    }
}
