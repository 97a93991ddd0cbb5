package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoDuration;
import dev.nightjar.gotemplate.value.GoLocation;
import dev.nightjar.gotemplate.value.GoTime;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prometheus' and Alertmanager's ways of Go's templates. Texts of either may call the functions of both. */
final class Dialects {
    /** Texts of rules, where {@code now} is a number of seconds. */
    static final Dialect<TemplateData> RULES = shared().function(
                    "now",
                    Signature.NOTHING,
                    (_, rendering) -> rendering.data().now().toEpochMilli() / 1000.0)
            .variables(List.of("$labels", "$externalLabels", "$externalURL", "$value"))
            .build();

    /** Texts of receivers, where {@code now} is a time. */
    static final Dialect<TemplateData> NOTICES = shared().function(
                    "now",
                    Signature.NOTHING,
                    (_, rendering) -> GoTime.of(rendering.data().now()))
            .build();

    private Dialects() {}

    private static Dialect.Builder<TemplateData> shared() {
        Dialect.Builder<TemplateData> dialect = new Dialect.Builder<>();
        // Go refuses to compare an integer with a float; what is meant is clear, so we do. Both are built with a Go
        // that
        // names the types it refuses.
        dialect.comparisons(true, true);
        new TextFunctions(dialect).add();
        new NumberFunctions(dialect).add();
        new ListFunctions(dialect).add();
        new SampleFunctions(dialect).add();
        times(dialect);
        addresses(dialect);
        dialect.safeFunction(
                "tmpl",
                Signature.of(Parameter.STRING, Parameter.ANYTHING),
                (arguments, rendering) -> rendering.expand(TextFunctions.text(arguments, 0), arguments.get(1)));
        return dialect;
    }

    private static void times(Dialect.Builder<TemplateData> dialect) {
        Signature textAndTime = Signature.of(Parameter.STRING, Parameter.TIME);
        dialect.function(
                "date",
                textAndTime,
                (arguments, _) -> time(arguments.getLast()).format(TextFunctions.text(arguments, 0)));
        dialect.function("tz", textAndTime, (arguments, _) -> {
            String name = TextFunctions.text(arguments, 0);
            return time(arguments.getLast())
                    .in(GoLocation.of(name).orElseThrow(() -> new CallFailure("unknown time zone " + name)));
        });
        dialect.function("since", Signature.of(Parameter.TIME), (arguments, rendering) -> {
            ZonedDateTime then = time(arguments.getFirst()).time();
            return GoDuration.between(then.toInstant(), rendering.data().now());
        });
    }

    private static GoTime time(@Nullable Object argument) {
        return argument instanceof GoTime time ? time : GoTime.ZERO;
    }

    private static void addresses(Dialect.Builder<TemplateData> dialect) {
        dialect.function(
                "externalURL",
                Signature.NOTHING,
                (_, rendering) -> rendering.data().externalUrl());
        dialect.function(
                "pathPrefix",
                Signature.NOTHING,
                (_, rendering) -> path(rendering.data().externalUrl()));
        Signature expression = Signature.of(Parameter.STRING);
        dialect.function("graphLink", expression, (arguments, _) -> link(TextFunctions.text(arguments, 0), 0));
        dialect.function("tableLink", expression, (arguments, _) -> link(TextFunctions.text(arguments, 0), 1));
    }

    private static String path(String url) {
        try {
            return String.valueOf(URI.create(url).getPath());
        } catch (IllegalArgumentException e) {
            throw new CallFailure(String.valueOf(e.getMessage()));
        }
    }

    private static String link(String expression, int tab) {
        return "/graph?g0.expr=" + GoQuote.url(expression) + "&g0.tab=" + tab;
    }
}
