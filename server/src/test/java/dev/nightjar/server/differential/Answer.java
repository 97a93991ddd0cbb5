package dev.nightjar.server.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a server answered, in a form that can be compared.
 *
 * @param status of HTTP
 * @param error its kind and text; empty if there was none
 * @param type of the result
 * @param series values by time in milliseconds, by labels; a scalar or string is one series without labels
 * @param order the series in the order of the answer
 * @param samples how many samples were looked at over all steps, -1 if that is not said
 * @param warnings texts with their places, without other parentheses: explanations that each side words itself
 * @param infos texts with their places, without other parentheses: explanations that each side words itself
 */
record Answer(
        int status,
        String error,
        String type,
        Map<String, SortedMap<Long, Point>> series,
        List<String> order,
        long samples,
        SortedSet<String> warnings,
        SortedSet<String> infos) {
    private static final Pattern PLACE = Pattern.compile(" \\(\\d+:\\d+\\)$");

    static Answer of(int status, JsonNode body) {
        Map<String, SortedMap<Long, Point>> series = new TreeMap<>();
        List<String> order = new ArrayList<>();
        JsonNode data = body.path("data");
        String type = data.path("resultType").asText();
        if (type.equals("scalar") || type.equals("string")) {
            series.put(
                    "",
                    new TreeMap<>(Map.of(
                            millis(data.path("result").path(0)),
                            Point.of(data.path("result").path(1)))));
        } else {
            for (JsonNode element : data.path("result")) {
                String labels = labels(element.path("metric"));
                SortedMap<Long, Point> points = series.computeIfAbsent(labels, _ -> new TreeMap<>());
                order.add(labels);
                for (String one : List.of("value", "histogram")) {
                    add(points, element.path(one));
                }
                for (String many : List.of("values", "histograms")) {
                    element.path(many).forEach(point -> add(points, point));
                }
            }
        }
        return new Answer(
                status,
                body.path("status").asText().equals("error")
                        ? body.path("errorType").asText() + ": "
                                + body.path("error").asText()
                        : "",
                type,
                series,
                order,
                data.path("stats").path("samples").path("totalQueryableSamples").asLong(-1),
                texts(body.path("warnings")),
                texts(body.path("infos")));
    }

    private static void add(SortedMap<Long, Point> points, JsonNode timeAndValue) {
        if (timeAndValue.isArray()) {
            points.put(millis(timeAndValue.path(0)), Point.of(timeAndValue.path(1)));
        }
    }

    private static long millis(JsonNode seconds) {
        return seconds.decimalValue().movePointRight(3).longValueExact();
    }

    private static String labels(JsonNode metric) {
        SortedMap<String, String> sorted = new TreeMap<>();
        metric.properties()
                .forEach(label -> sorted.put(label.getKey(), label.getValue().asText()));
        return sorted.toString();
    }

    /** Before 3.14, Prometheus named a metric also where there was none, and did not say how far buckets were off. */
    private static SortedSet<String> texts(JsonNode annotations) {
        SortedSet<String> texts = new TreeSet<>();
        annotations.forEach(text -> {
            Matcher place = PLACE.matcher(text.asText());
            String said = place.replaceFirst("")
                    .replaceAll(" \\([^)]*\\)", "")
                    .replace(" for metric name \"\"", "")
                    .replaceAll(", from buckets .*", "");
            texts.add(place.reset().find() ? said + place.group() : said);
        });
        return texts;
    }

    /** What the series of a vector have, in the order of the answer. */
    List<String> valuesInOrder() {
        return order.stream()
                .map(labels -> series.getOrDefault(labels, new TreeMap<>()).values().stream()
                        .map(Point::magnitude)
                        .collect(Collectors.joining()))
                .toList();
    }

    /** What each series has at that time. */
    Map<String, String> pointsAt(long timeMillis) {
        Map<String, String> points = new TreeMap<>();
        series.forEach((labels, all) -> {
            Point point = all.get(timeMillis);
            if (point != null) {
                points.put(labels, point.magnitude());
            }
        });
        return points;
    }

    /** Whether both have the same numbers at each time but for their last digits, whatever the series. */
    boolean isWorth(Answer other) {
        Map<Long, List<Double>> numbers = numbersByTime();
        Map<Long, List<Double>> others = other.numbersByTime();
        return numbers.keySet().equals(others.keySet())
                && numbers.entrySet().stream()
                        .allMatch(each -> near(each.getValue(), others.getOrDefault(each.getKey(), List.of())));
    }

    private static boolean near(List<Double> numbers, List<Double> others) {
        return numbers.size() == others.size()
                && IntStream.range(0, numbers.size())
                        .allMatch(i -> Point.Nearness.EXACT.holds(numbers.get(i), others.get(i)));
    }

    /** How many series there are at each time. */
    Map<Long, Integer> countsByTime() {
        Map<Long, Integer> counts = new TreeMap<>();
        series.values().forEach(each -> each.keySet().forEach(time -> counts.merge(time, 1, Integer::sum)));
        return counts;
    }

    /** The numbers there are at each time, whatever the series, in order; of histograms all their numbers. */
    private Map<Long, List<Double>> numbersByTime() {
        Map<Long, List<Double>> numbers = new TreeMap<>();
        series.values()
                .forEach(each -> each.forEach((time, point) ->
                        numbers.computeIfAbsent(time, _ -> new ArrayList<>()).addAll(point.numbers())));
        numbers.values().forEach(Collections::sort);
        return numbers;
    }

    /** What there is at each time, whatever the series. */
    Map<Long, List<String>> pointsByTime() {
        Map<Long, List<String>> points = new TreeMap<>();
        series.values()
                .forEach(each -> each.forEach((time, point) ->
                        points.computeIfAbsent(time, _ -> new ArrayList<>()).add(point.magnitude())));
        points.values().forEach(Collections::sort);
        return points;
    }

    /** The same, buckets left out that count nothing sensible. */
    Answer withoutNaNBuckets() {
        Map<String, SortedMap<Long, Point>> kept = new TreeMap<>();
        series.forEach((labels, points) -> {
            SortedMap<Long, Point> less = new TreeMap<>();
            points.forEach((time, point) -> less.put(time, point.withoutNaNBuckets()));
            kept.put(labels, less);
        });
        return new Answer(status, error, type, kept, order, samples, warnings, infos);
    }

    boolean isError() {
        return !error.isEmpty();
    }
}
