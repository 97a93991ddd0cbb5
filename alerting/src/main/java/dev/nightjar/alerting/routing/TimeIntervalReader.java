package dev.nightjar.alerting.routing;

import dev.nightjar.alerting.routing.TimeInterval.Clock;
import dev.nightjar.alerting.routing.TimeInterval.Range;
import dev.nightjar.alerting.routing.TimeInterval.Span;
import dev.nightjar.definition.Section;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code time_intervals}. */
final class TimeIntervalReader {
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Pattern TIME = Pattern.compile("(\\d{2}):(\\d{2})");

    private final Map<String, TimeInterval> found;

    TimeIntervalReader(Map<String, TimeInterval> found) {
        this.found = found;
    }

    void read(Section section) {
        section.allow("name", "time_intervals");
        String name = section.requiredText("name");
        List<Span> spans = new ArrayList<>();
        for (Section span : section.sections("time_intervals", "time interval \"" + name + "\", span")) {
            spans.add(span(span));
        }
        if (found.put(name, new TimeInterval(name, spans)) != null) {
            section.problem("name", "time interval \"" + name + "\" is not unique; rename one");
        }
    }

    private static Span span(Section section) {
        section.allow("times", "weekdays", "days_of_month", "months", "years", "location");
        List<Clock> times = new ArrayList<>();
        for (Section time : section.sections("times", "times")) {
            time.allow("start_time", "end_time");
            Clock clock = new Clock(minutes(time, "start_time"), minutes(time, "end_time"));
            if (clock.start() >= clock.end() && clock.end() >= 0) {
                time.problem(
                        "start_time",
                        "start time must be before end time; write a night as two: to 24:00, and from 00:00");
            }
            times.add(clock);
        }
        return new Span(
                times,
                named(section, "weekdays", WEEKDAYS, 0),
                daysOfMonth(section),
                named(section, "months", MONTHS, 1),
                numbers(section, "years", 0, 9999),
                zone(section));
    }

    private static int minutes(Section section, String field) {
        String text = section.requiredText(field);
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            int minutes = Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2));
            if (minutes <= 24 * 60 && Integer.parseInt(time.group(2)) < 60) {
                return minutes;
            }
        }
        if (!text.isEmpty()) {
            section.problem(field, field + ": not a time of day: \"" + text + "\"; write it like 08:30 or 24:00");
        }
        return -1;
    }

    private static List<Range> named(Section section, String field, List<String> names, int first) {
        List<Range> ranges = new ArrayList<>();
        for (String text : section.textList(field)) {
            String[] ends = text.strip().toLowerCase(Locale.ROOT).split(":", -1);
            int from = named(ends[0], names, first);
            int to = named(ends[ends.length - 1], names, first);
            if (ends.length > 2 || from < first || to < first) {
                section.problem(
                        field,
                        field + ": not known: \"" + text + "\"; write it like \"" + names.get(1) + ":" + names.get(4)
                                + "\"");
            } else if (from > to) {
                section.problem(field, field + ": the end of \"" + text + "\" is before its start");
            } else {
                ranges.add(new Range(from, to));
            }
        }
        return ranges;
    }

    private static int named(String text, List<String> names, int first) {
        int at = names.indexOf(text.strip());
        if (at >= 0) {
            return at + first;
        }
        // months may be numbers
        boolean number = first == 1 && text.matches("\\d{1,2}");
        int value = number ? Integer.parseInt(text) : -1;
        return value >= 1 && value <= names.size() ? value : -1;
    }

    private static List<Range> daysOfMonth(Section section) {
        List<Range> ranges = numbers(section, "days_of_month", -31, 31);
        for (Range range : ranges) {
            boolean mixed = range.first() < 0 && range.last() > 0;
            if (range.first() == 0 || range.last() == 0 || mixed) {
                section.problem(
                        "days_of_month",
                        "days_of_month: " + range.first() + ":" + range.last()
                                + " is no range; days count from 1, or from -1 at the end, both ends alike");
            }
        }
        return ranges;
    }

    private static List<Range> numbers(Section section, String field, int least, int most) {
        List<Range> ranges = new ArrayList<>();
        for (String text : section.textList(field)) {
            String[] ends = text.strip().split(":", -1);
            try {
                int from = Integer.parseInt(ends[0].strip());
                int to = Integer.parseInt(ends[ends.length - 1].strip());
                // 1:-1 is the whole month
                boolean fromStartToEnd = from > 0 && to < 0;
                if (ends.length <= 2 && from >= least && to <= most && (from <= to || fromStartToEnd)) {
                    ranges.add(new Range(from, to));
                    continue;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            section.problem(field, field + ": not a range: \"" + text + "\"; write it like 1:5");
        }
        return ranges;
    }

    private static ZoneId zone(Section section) {
        String name = section.text("location").orElse("UTC");
        try {
            return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name.isEmpty() ? "UTC" : name);
        } catch (DateTimeException e) {
            section.problem("location", "location: not a time zone: \"" + name + "\"");
            return ZoneOffset.UTC;
        }
    }
}
