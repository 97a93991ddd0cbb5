package dev.nightjar.alerting.template;

import static java.util.Objects.requireNonNull;

import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What templates ask with {@code query}, and what they do with its samples. */
final class SampleFunctions {
    private static final Parameter SAMPLE = Parameter.of("*template.sample", QueriedSample.class::isInstance);
    private static final Parameter SAMPLES = Parameter.of(Samples.TYPE, Samples.class::isInstance);

    private final Dialect.Builder<TemplateData> dialect;

    SampleFunctions(Dialect.Builder<TemplateData> dialect) {
        this.dialect = dialect;
    }

    void add() {
        dialect.function(
                "query",
                Signature.of(Parameter.STRING),
                (arguments, rendering) -> query(TextFunctions.text(arguments, 0), rendering.data()));
        dialect.function("first", Signature.of(SAMPLES), (arguments, _) -> first(samples(arguments.getFirst())));
        dialect.function(
                "sortByLabel",
                Signature.of(Parameter.STRING, SAMPLES),
                (arguments, _) -> sorted(TextFunctions.text(arguments, 0), samples(arguments.getLast())));
        dialect.function(
                "label",
                Signature.of(Parameter.STRING, SAMPLE),
                (arguments, _) -> sample(arguments.getLast()).labels().get(TextFunctions.text(arguments, 0)));
        add("value", QueriedSample::value);
        // Of consoles of old: the value as a text in a label.
        add("strvalue", sample -> sample.labels().get("__value__"));
    }

    private void add(String name, Function<QueriedSample, Object> body) {
        dialect.function(name, Signature.of(SAMPLE), (arguments, _) -> body.apply(sample(arguments.getFirst())));
    }

    private static QueriedSample sample(@Nullable Object argument) {
        return (QueriedSample) requireNonNull(argument);
    }

    private static Samples samples(@Nullable Object argument) {
        return (Samples) requireNonNull(argument);
    }

    private static Samples query(String text, TemplateData data) {
        try {
            return new Samples(data.queries().ask(text));
        } catch (RuntimeException e) {
            throw new CallFailure(String.valueOf(e.getMessage()));
        }
    }

    private static QueriedSample first(List<QueriedSample> samples) {
        if (samples.isEmpty()) {
            throw new CallFailure("first() called on vector with no elements");
        }
        return samples.getFirst();
    }

    private static Samples sorted(String label, List<QueriedSample> samples) {
        return new Samples(samples.stream()
                .sorted(Comparator.comparing(sample -> sample.labels().get(label)))
                .toList());
    }
}
