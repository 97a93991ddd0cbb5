package dev.nightjar.alerting.ruletest;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns {@code {{schema:0 sum:5 count:4 buckets:[1 2 1]}}} into a native histogram, and back. */
final class HistogramNotation {
    private static final Pattern FIELD = Pattern.compile("([a-z_]+):(\\[[^]]*]|[^\\s\\[]+)");

    private HistogramNotation() {}

    static NativeHistogram parse(String literal) {
        if (!literal.startsWith("{{") || !literal.endsWith("}}")) {
            throw new NotationException("not a histogram: " + literal + "; write it like {{schema:0 sum:5 count:4}}");
        }
        String text = literal.substring(2, literal.length() - 2).strip().toLowerCase(Locale.ROOT);
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(text);
        int at = 0;
        while (matcher.find()) {
            if (!text.substring(at, matcher.start()).isBlank()
                    || fields.put(matcher.group(1), matcher.group(2)) != null) {
                throw new NotationException("not a histogram: " + literal);
            }
            at = matcher.end();
        }
        if (!text.substring(at).isBlank()) {
            throw new NotationException("not a histogram: " + literal);
        }
        try {
            return histogram(fields);
        } catch (IllegalArgumentException e) {
            throw new NotationException("not a histogram: " + literal + ": " + e.getMessage());
        }
    }

    private static NativeHistogram histogram(Map<String, String> fields) {
        int schema = Integer.parseInt(fields.getOrDefault("schema", "0"));
        ResetHint hint = switch (fields.getOrDefault("counter_reset_hint", "unknown")) {
            case "unknown" -> ResetHint.UNKNOWN;
            case "reset" -> ResetHint.RESET;
            case "not_reset" -> ResetHint.NO_RESET;
            case "gauge" -> ResetHint.GAUGE;
            case String other -> throw new NotationException("not a counter_reset_hint: " + other);
        };
        double count = number(fields, "count");
        double sum = number(fields, "sum");
        HistogramBuckets positive = buckets(fields, "buckets", "offset");
        if (schema == NativeHistogram.CUSTOM_BOUNDS) {
            return NativeHistogram.withBounds(numbers(fields, "custom_values"), hint, count, sum, positive);
        }
        HistogramBuckets negative = buckets(fields, "n_buckets", "n_offset");
        return new NativeHistogram(
                schema, hint, count, sum, number(fields, "z_bucket_w"), number(fields, "z_bucket"), positive, negative);
    }

    private static HistogramBuckets buckets(Map<String, String> fields, String name, String offset) {
        double[] counts = numbers(fields, name);
        int[] indices = new int[counts.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = Integer.parseInt(fields.getOrDefault(offset, "0")) + i;
        }
        return HistogramBuckets.of(indices, counts);
    }

    private static double[] numbers(Map<String, String> fields, String name) {
        String list = fields.getOrDefault(name, "[]");
        String inner = list.replaceAll("^\\[|]$", "").strip();
        String[] items = inner.isEmpty() ? new String[0] : inner.split("\\s+", -1);
        double[] numbers = new double[items.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ValueNotation.number(items[i]);
        }
        return numbers;
    }

    private static double number(Map<String, String> fields, String name) {
        return ValueNotation.number(fields.getOrDefault(name, "0"));
    }

    /** As promtool writes it: what is 0 or not known is left out. */
    static String print(NativeHistogram histogram) {
        List<String> fields = new ArrayList<>();
        add(fields, "schema", histogram.schema());
        add(fields, "count", histogram.count());
        add(fields, "sum", histogram.sum());
        add(fields, "z_bucket", histogram.zeroCount());
        add(fields, "z_bucket_w", histogram.zeroThreshold());
        if (histogram.hasCustomBounds()) {
            fields.add("custom_values:" + list(histogram.customBounds()));
        }
        switch (histogram.resetHint()) {
            case UNKNOWN -> {}
            case RESET -> fields.add("counter_reset_hint:reset");
            case NO_RESET -> fields.add("counter_reset_hint:not_reset");
            case GAUGE -> fields.add("counter_reset_hint:gauge");
        }
        addBuckets(fields, "offset", "buckets", histogram.positive());
        addBuckets(fields, "n_offset", "n_buckets", histogram.negative());
        return "{{" + String.join(" ", fields) + "}}";
    }

    private static void add(List<String> fields, String name, double value) {
        if (value != 0) {
            fields.add(name + ":" + number(value));
        }
    }

    /** From the first bucket that counts something to the last. */
    private static void addBuckets(List<String> fields, String offset, String name, HistogramBuckets buckets) {
        if (buckets.size() == 0) {
            return;
        }
        int first = buckets.index(0);
        double[] counts = new double[buckets.index(buckets.size() - 1) - first + 1];
        for (int i = 0; i < buckets.size(); i++) {
            counts[buckets.index(i) - first] = buckets.count(i);
        }
        add(fields, offset, first);
        fields.add(name + ":" + list(counts));
    }

    private static String list(double[] values) {
        return Arrays.stream(values).mapToObj(HistogramNotation::number).collect(Collectors.joining(" ", "[", "]"));
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
