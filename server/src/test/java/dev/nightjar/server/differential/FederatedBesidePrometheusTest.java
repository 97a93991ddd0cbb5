package dev.nightjar.server.differential;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.nightjar.server.e2e.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same samples in a real Prometheus 3 and in Nightjar: whatever a scraper accepts, both show it the same page.
 * Histograms are asked for one by one: of several, Prometheus 3.5 shows the last in the place of others.
 */
class FederatedBesidePrometheusTest {
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    /** With those of Prometheus 3 itself, of curl and of a browser. */
    private static final List<String> ACCEPTED = List.of(
            "",
            "*/*",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/plain",
            "text/plain;version=0.0.4;escaping=values",
            "text/plain; version=1.0.0; escaping=allow-utf-8",
            "text/plain;version=1.0.0;escaping=dots;q=0.3,text/plain;version=0.0.4;q=0.2",
            "text/plain;version=2;escaping=values,text/plain;q=0.5",
            "text/plain;escaping=nonsense",
            PROTOBUF,
            PROTOBUF + ";escaping=allow-utf-8",
            PROTOBUF + ";escaping=dots",
            PROTOBUF + ";escaping=values",
            PROTOBUF + ";q=0.1,text/plain;version=0.0.4;q=0.2",
            PROTOBUF + ";q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                    + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                    + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            "application/openmetrics-text;version=1.0.0;escaping=values;q=0.9,*/*;q=0.1",
            "application/vnd.google.protobuf;proto=other;encoding=delimited,text/plain;q=0.1");

    private static final String NUMBERS =
            "{__name__=~\".+\",__name__!~\"nightjar_.*|ALERTS.*|nh_.*\",job!=\"nightjar\"}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void pages_are_the_same_for_whatever_is_accepted() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus 3").isNotEmpty();
        int version = RealPrometheus.version(program);
        long now = Instant.now().toEpochMilli() - 20_000;
        try (RealPrometheus prometheus = RealPrometheus.start(program, folder);
                ServerProcess nightjar = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            List<HistogramData.Series> histogramsNow = histograms(now, version);
            List<byte[]> histograms = HistogramBody.of(histogramsNow);
            for (Side side : List.of(new Side(nightjar.url("/"), client), new Side(prometheus.origin(), client))) {
                side.write(WriteBody.of(numbers(now)));
                for (byte[] request : histograms) {
                    side.write2(request);
                }
            }
            SoftAssertions soft = new SoftAssertions();
            for (String accept : ACCEPTED) {
                compare(soft, accept, NUMBERS, nightjar.url("/"), prometheus.origin());
            }
            for (HistogramData.Series one : histogramsNow) {
                compare(soft, PROTOBUF, selector(one.labels()), nightjar.url("/"), prometheus.origin());
                compare(soft, "text/plain", selector(one.labels()), nightjar.url("/"), prometheus.origin());
            }
            soft.assertAll();
        }
    }

    private void compare(SoftAssertions soft, String accept, String selector, URI ours, URI theirs) throws Exception {
        HttpResponse<byte[]> our = page(ours, selector, accept);
        HttpResponse<byte[]> their = page(theirs, selector, accept);
        soft.assertThat(type(our)).as(accept).isEqualTo(type(their));
        soft.assertThat(content(our)).as("%s %s", accept, selector).isEqualTo(content(their));
    }

    private static String selector(SortedMap<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static List<SampleData.Series> numbers(long now) {
        List<SampleData.Series> series = new ArrayList<>();
        List<String> names = List.of("up", "http.requests", "a:b_c", "größe", "1st", "with space", "under_s.dot", "😀");
        double[] values = {0, -0.0, 1.5, 1e21, 1e-7, Double.NaN, Double.POSITIVE_INFINITY, 123456789};
        for (int i = 0; i < names.size(); i++) {
            for (String label : List.of("job", "a.b", "ü", "instance", "x_y.z")) {
                TreeMap<String, String> labels = new TreeMap<>();
                labels.put("__name__", names.get(i));
                labels.put(label, "v\"\\\n" + i);
                series.add(new SampleData.Series(
                        labels, List.of(now - i), List.of(Double.doubleToRawLongBits(values[i]))));
            }
        }
        return series;
    }

    /** The last histogram of each series, now. */
    private static List<HistogramData.Series> histograms(long now, int version) {
        List<HistogramData.Series> series = new ArrayList<>();
        for (HistogramData.Series each : HistogramData.of(new SplittableRandom(3), version)) {
            each.runs().stream()
                    .filter(HistogramData.Run.Histograms.class::isInstance)
                    .map(HistogramData.Run.Histograms.class::cast)
                    .map(run -> run.histograms().getLast())
                    .reduce((first, second) -> second)
                    .ifPresent(last -> series.add(new HistogramData.Series(
                            each.labels(), List.of(new HistogramData.Run.Histograms(List.of(at(now, last)))))));
        }
        return series;
    }

    private static WireHistogram at(long now, WireHistogram last) {
        return new WireHistogram(
                now,
                last.schema(),
                last.floats(),
                last.hint(),
                last.count(),
                last.sum(),
                last.zeroThreshold(),
                last.zeroCount(),
                last.positive(),
                last.negative(),
                last.bounds());
    }

    private HttpResponse<byte[]> page(URI origin, String selector, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                origin.resolve("/federate?match%5B%5D=" + URLEncoder.encode(selector, StandardCharsets.UTF_8)));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String type(HttpResponse<byte[]> page) {
        return page.statusCode() + " "
                + page.headers().firstValue("Content-Type").orElse("");
    }

    /** What is on the page, in an order of its own: Prometheus' order within a name depends on chance. */
    private static List<String> content(HttpResponse<byte[]> page) throws IOException {
        List<String> content = new ArrayList<>();
        if (type(page).contains("text/plain")) {
            new String(page.body(), StandardCharsets.UTF_8).lines().forEach(content::add);
        } else {
            CodedInputStream in = CodedInputStream.newInstance(page.body());
            while (!in.isAtEnd()) {
                families(CodedInputStream.newInstance(in.readByteArray()), content);
            }
        }
        return content.stream().sorted().distinct().toList();
    }

    private static void families(CodedInputStream family, List<String> to) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int tag = family.readTag(); tag != 0; tag = family.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> head.append(family.readString());
                case 3 -> head.append(" type ").append(family.readEnum());
                case 4 -> to.add(head + " " + metric(CodedInputStream.newInstance(family.readByteArray())));
                default -> throw new IOException("a family with field " + WireFormat.getTagFieldNumber(tag));
            }
        }
    }

    private static String metric(CodedInputStream metric) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int tag = metric.readTag(); tag != 0; tag = metric.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            text.append(' ').append(field).append(' ');
            switch (field) {
                case 1, 5 -> text.append(HexFormat.of().formatHex(metric.readByteArray()));
                case 6 -> text.append(metric.readInt64());
                case 7 -> text.append(histogram(CodedInputStream.newInstance(metric.readByteArray())));
                default -> throw new IOException("a metric with field " + field);
            }
        }
        return text.toString();
    }

    /** By buckets that are not empty: which of the empty ones between them are sent is the store's affair. */
    private static String histogram(CodedInputStream histogram) throws IOException {
        TreeMap<Integer, String> fields = new TreeMap<>();
        TreeMap<Integer, List<Integer>> indexes = new TreeMap<>();
        for (int tag = histogram.readTag(); tag != 0; tag = histogram.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case 2, 4, 6, 8 -> fields.put(field, String.valueOf(histogram.readDouble()));
                case 5 -> fields.put(field, String.valueOf(histogram.readSInt32()));
                case 9, 12 ->
                    span(
                            CodedInputStream.newInstance(histogram.readByteArray()),
                            indexes.computeIfAbsent(field, _ -> new ArrayList<>()));
                case 11, 14 -> {
                    double count = histogram.readDouble();
                    int index = indexes.getOrDefault(field - 2, List.of()).removeFirst();
                    if (count != 0) {
                        fields.merge(field, index + "=" + count, (a, b) -> a + "," + b);
                    }
                }
                default -> throw new IOException("a histogram with field " + field);
            }
        }
        return fields.toString();
    }

    private static void span(CodedInputStream span, List<Integer> indexes) throws IOException {
        int distance = 0;
        int length = 0;
        for (int tag = span.readTag(); tag != 0; tag = span.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                distance = span.readSInt32();
            } else {
                length = span.readUInt32();
            }
        }
        int from = (indexes.isEmpty() ? 0 : indexes.getLast() + 1) + distance;
        for (int i = 0; i < length; i++) {
            indexes.add(from + i);
        }
    }
}
