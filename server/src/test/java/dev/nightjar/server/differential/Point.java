package dev.nightjar.server.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One value of an answer. */
sealed interface Point {
    /** When two numbers count as one: by how large a part of the larger, which is taken for {@code least} at least. */
    enum Nearness {
        /** But for what the order of an addition or division does. */
        EXACT(1e-12, 0),
        /** After what multiplies such an error. */
        ROUGH(1e-6, 1),
        /** Of a time divided by what is exact: a few times the last digit of the time. */
        REMAINDER(1e-4, 1);

        private final double share;
        private final double least;

        Nearness(double share, double least) {
            this.share = share;
            this.least = least;
        }

        boolean holds(double a, double b) {
            return Double.compare(a, b) == 0
                    || a == b
                    || Math.abs(a - b) <= share * Math.max(least, Math.max(Math.abs(a), Math.abs(b)));
        }
    }

    record Text(String text) implements Point {}

    record Sample(double value) implements Point {}

    /** {@code numbers} are count, sum, and for each bucket its rule, bounds and count. */
    record Histogram(List<Double> numbers) implements Point {}

    static Point of(JsonNode value) {
        if (!value.isObject()) {
            try {
                return new Sample(number(value.asText()));
            } catch (NumberFormatException e) {
                return new Text(value.asText());
            }
        }
        List<Double> numbers = new ArrayList<>();
        numbers.add(number(value.path("count").asText()));
        numbers.add(number(value.path("sum").asText()));
        value.path("buckets").forEach(bucket -> bucket.forEach(part -> numbers.add(number(part.asText()))));
        return new Histogram(numbers);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** All its numbers. */
    default List<Double> numbers() {
        return switch (this) {
            case Text _ -> List.of();
            case Sample(double value) -> List.of(value);
            case Histogram(List<Double> several) -> several;
        };
    }

    /** Its text, zero without a sign. */
    default String magnitude() {
        return this instanceof Sample(double value) && value == 0 ? "0" : toString();
    }

    default Point withoutNaNBuckets() {
        if (!(this instanceof Histogram(List<Double> numbers))) {
            return this;
        }
        List<Double> kept = new ArrayList<>(numbers.subList(0, 2));
        for (int bucket = 2; bucket < numbers.size(); bucket += 4) {
            if (!Double.isNaN(numbers.get(bucket + 3))) {
                kept.addAll(numbers.subList(bucket, bucket + 4));
            }
        }
        return new Histogram(kept);
    }

    default boolean isNear(Point other, Nearness nearness) {
        return switch (this) {
            case Text(String text) -> other instanceof Text(String otherText) && text.equals(otherText);
            case Sample(double value) ->
                other instanceof Sample(double otherValue) && nearness.holds(value, otherValue);
            case Histogram(List<Double> numbers) ->
                other instanceof Histogram(List<Double> others)
                        && numbers.size() == others.size()
                        && IntStream.range(0, numbers.size())
                                .allMatch(i -> nearness.holds(numbers.get(i), others.get(i)));
        };
    }
}
