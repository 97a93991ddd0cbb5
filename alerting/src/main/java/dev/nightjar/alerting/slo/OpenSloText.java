package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import java.util.Locale;
import java.util.Optional;

/** Turns an objective into an OpenSLO v1 document that reads as the same objective again, wherever it came from. */
public final class OpenSloText {
    private OpenSloText() {}

    public static String of(Slo slo) {
        Optional<TimeSlices> slices = slo.slices();
        StringBuilder text = new StringBuilder("apiVersion: openslo/v1\nkind: SLO\nmetadata:\n");
        line(text, 2, "name", slo.name());
        line(text, 2, "displayName", slo.displayName());
        text.append("  annotations:\n");
        line(text, 4, SloAnnotations.WINDOWS, SloAnnotations.text(slo.windows()));
        line(text, 4, SloAnnotations.MIN_BAD_EVENTS, Integer.toString(slo.minBadEvents()));
        slices.ifPresent(each ->
                line(text, 4, SloAnnotations.NO_DATA, each.noData().name().toLowerCase(Locale.ROOT)));
        text.append("spec:\n");
        line(text, 2, "service", slo.service());
        text.append("  indicator:\n    metadata:\n");
        line(text, 6, "name", slo.name());
        text.append("    spec:\n      ratioMetric:\n        counter: true\n");
        query(text, "bad", slo.badQuery());
        query(text, "total", slo.totalQuery());
        text.append("  timeWindow:\n");
        switch (slo.over()) {
            case SloWindow.Rolling rolling ->
                text.append("    - duration: ")
                        .append(DurationText.of(rolling.length()))
                        .append("\n      isRolling: true\n");
            case SloWindow.Calendar calendar -> {
                text.append("    - duration: ").append(calendar.count()).append(letter(calendar.unit()));
                text.append("\n      isRolling: false\n      calendar:\n");
                line(text, 8, "startTime", calendar.start().format(OpenSloWindow.START));
                line(text, 8, "timeZone", calendar.zone().getId());
            }
        }
        text.append("  budgetingMethod: ").append(method(slices)).append("\n  objectives:\n    - target: ");
        text.append(Slo.number(slo.target())).append('\n');
        slices.ifPresent(each -> {
            if (!each.averages()) {
                text.append("      timeSliceTarget: ")
                        .append(Slo.number(each.target()))
                        .append('\n');
            }
            text.append("      timeSliceWindow: ")
                    .append(DurationText.of(each.length()))
                    .append('\n');
        });
        return text.toString();
    }

    private static String method(Optional<TimeSlices> slices) {
        return slices.map(each -> each.averages() ? "RatioTimeslices" : "Timeslices")
                .orElse("Occurrences");
    }

    private static char letter(SloWindow.Unit unit) {
        return switch (unit) {
            case DAY -> 'd';
            case WEEK -> 'w';
            case MONTH -> 'M';
            case QUARTER -> 'Q';
            case YEAR -> 'Y';
        };
    }

    private static void query(StringBuilder text, String name, String query) {
        text.append("        ")
                .append(name)
                .append(":\n          metricSource:\n            type: Nightjar\n            spec:\n");
        line(text, 14, "query", query);
    }

    /** A value in double quotes may hold whatever text there is. */
    private static void line(StringBuilder text, int indent, String name, String value) {
        text.append(" ".repeat(indent)).append(name).append(": \"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append("\"\n");
    }
}
