package dev.nightjar.alerting.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What templates do with the samples that {@code query} answered. The samples are the last argument, as in a pipeline. */
final class SampleFunctions {
    private SampleFunctions() {}

    static Object first(List<Object> arguments) {
        List<QueriedSample> samples = samples("first", arguments);
        if (samples.isEmpty()) {
            throw new TemplateException("error calling first: first() called on vector with no elements");
        }
        return samples.getFirst();
    }

    static String label(String name, List<Object> arguments) {
        return sample("label", arguments).labels().get(name);
    }

    static double value(List<Object> arguments) {
        return sample("value", arguments).value();
    }

    /** Of consoles of old: the value as a text in a label. */
    static String textValue(List<Object> arguments) {
        return sample("strvalue", arguments).labels().get("__value__");
    }

    static List<QueriedSample> sortByLabel(String label, List<Object> arguments) {
        List<QueriedSample> sorted = new ArrayList<>(samples("sortByLabel", arguments));
        sorted.sort(Comparator.comparing(sample -> sample.labels().get(label)));
        return sorted;
    }

    private static QueriedSample sample(String function, List<Object> arguments) {
        if (!arguments.isEmpty() && arguments.getLast() instanceof QueriedSample sample) {
            return sample;
        }
        throw new TemplateException(function + " wants a sample of a query");
    }

    private static List<QueriedSample> samples(String function, List<Object> arguments) {
        if (arguments.isEmpty() || !(arguments.getLast() instanceof List<?> list)) {
            throw new TemplateException(function + " wants the samples of a query");
        }
        List<QueriedSample> samples = new ArrayList<>(list.size());
        for (Object item : list) {
            if (!(item instanceof QueriedSample sample)) {
                throw new TemplateException(function + " wants the samples of a query");
            }
            samples.add(sample);
        }
        return samples;
    }
}
