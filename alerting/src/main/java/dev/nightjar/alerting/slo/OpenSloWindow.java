package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an SLO's {@code timeWindow}. */
final class OpenSloWindow {
    static final DateTimeFormatter START = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final SloWindow USUAL = new SloWindow.Rolling(Duration.ofDays(30));
    private static final Pattern CALENDAR = Pattern.compile("(\\d{1,3})([dwMQY])");

    private OpenSloWindow() {}

    static SloWindow read(Section spec) {
        List<Section> windows = spec.sections("timeWindow", "timeWindow");
        if (windows.size() != 1) {
            spec.problem("timeWindow", "wants exactly one timeWindow, found " + windows.size());
            return USUAL;
        }
        Section window = windows.getFirst().allow("duration", "isRolling", "calendar");
        String written = window.requiredText("duration");
        boolean rolling = window.flag("isRolling", !window.has("calendar"));
        if (rolling == window.has("calendar")) {
            window.problem(
                    "isRolling", "a window is either rolling, or has a calendar with startTime and timeZone: say one");
            return USUAL;
        }
        return rolling ? rolling(window, written) : calendar(window, written);
    }

    private static SloWindow rolling(Section window, String written) {
        Optional<Duration> parsed = written.matches("\\d+[MQY]") ? Optional.empty() : DurationText.parse(written);
        if (parsed.isEmpty() || parsed.get().isZero()) {
            window.problem("duration", "not a rolling window's duration: \"" + written + "\"; write it like 28d or 4w");
            return USUAL;
        }
        return new SloWindow.Rolling(parsed.get());
    }

    private static SloWindow calendar(Section window, String written) {
        Matcher matcher = CALENDAR.matcher(written);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            window.problem(
                    "duration", "not a calendar window's duration: \"" + written + "\"; write 1d, 1w, 1M, 1Q or 1Y");
            return USUAL;
        }
        SloWindow.Unit unit = switch (matcher.group(2)) {
            case "d" -> SloWindow.Unit.DAY;
            case "w" -> SloWindow.Unit.WEEK;
            case "M" -> SloWindow.Unit.MONTH;
            case "Q" -> SloWindow.Unit.QUARTER;
            default -> SloWindow.Unit.YEAR;
        };
        Optional<Section> calendar =
                window.section("calendar", "calendar").map(section -> section.allow("startTime", "timeZone"));
        LocalDateTime start = calendar.map(OpenSloWindow::start).orElse(LocalDateTime.of(2024, 1, 1, 0, 0));
        ZoneId zone = calendar.map(OpenSloWindow::zone).orElse(ZoneOffset.UTC);
        return new SloWindow.Calendar(unit, Integer.parseInt(matcher.group(1)), start, zone);
    }

    private static LocalDateTime start(Section calendar) {
        String written = calendar.requiredText("startTime");
        try {
            return LocalDateTime.parse(written, START);
        } catch (DateTimeParseException e) {
            calendar.problem("startTime", "not a time: \"" + written + "\"; write it like 2026-01-01 00:00:00");
            return LocalDateTime.of(2024, 1, 1, 0, 0);
        }
    }

    private static ZoneId zone(Section calendar) {
        String written = calendar.text("timeZone").orElse("UTC");
        try {
            return ZoneId.of(written);
        } catch (DateTimeException e) {
            calendar.problem("timeZone", "not a time zone: \"" + written + "\"; write it like Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }
}
