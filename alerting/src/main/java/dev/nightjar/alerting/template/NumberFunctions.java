package dev.nightjar.alerting.template;

import dev.nightjar.definition.DurationText;
import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoDuration;
import dev.nightjar.gotemplate.value.GoTime;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.gotemplate.value.Values;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Functions of numbers, which may be given as texts, too. */
final class NumberFunctions {
    private static final double SECOND_NANOS = 1e9;

    private final Dialect.Builder<TemplateData> dialect;

    NumberFunctions(Dialect.Builder<TemplateData> dialect) {
        this.dialect = dialect;
    }

    void add() {
        add("humanize", Humanize::number);
        add("humanize1024", Humanize::binary);
        add("humanizeDuration", Humanize::duration);
        add("humanizePercentage", Humanize::percentage);
        add("humanizeTimestamp", Humanize::timestamp);
        add("toTime", seconds -> GoTime.of(Humanize.time(seconds)));
        add("toDuration", seconds -> new GoDuration(Math.round(seconds * SECOND_NANOS)));
        dialect.function(
                "parseDuration",
                Signature.of(Parameter.STRING),
                (arguments, _) -> seconds(TextFunctions.text(arguments, 0)));
    }

    private void add(String name, DoubleFunction<Object> body) {
        dialect.function(
                name, Signature.of(Parameter.ANYTHING), (arguments, _) -> body.apply(number(arguments.getFirst())));
    }

    private static double number(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            case GoDuration(long nanos) -> nanos / SECOND_NANOS;
            case String text -> parse(text);
            case null, default -> throw new CallFailure("can't convert " + Values.type(value) + " to float");
        };
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new CallFailure("strconv.ParseFloat: parsing " + GoQuote.of(text) + ": invalid syntax");
        }
    }

    private static double seconds(String text) {
        return DurationText.parse(text)
                        .orElseThrow(() -> new CallFailure("not a valid duration string: \"" + text + "\""))
                        .toMillis()
                / 1000.0;
    }
}
