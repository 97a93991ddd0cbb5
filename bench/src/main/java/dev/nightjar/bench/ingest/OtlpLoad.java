package dev.nightjar.bench.ingest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Sends OTLP over HTTP, one request after the other. Arguments: URL of the server, what ({@code metrics}, {@code
 * metrics-json}, {@code logs} or {@code traces}), items a request, requests. Metrics are counters with five attributes,
 * of which a request has one point each; a line has 120 bytes and six attributes, a span six attributes.
 */
public final class OtlpLoad {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final long STEP_NANOS = 10_000_000_000L;

    private OtlpLoad() {}

    public static void main(String[] arguments) throws Exception {
        String what = arguments[1];
        int items = Integer.parseInt(arguments[2]);
        int requests = Integer.parseInt(arguments[3]);
        boolean json = what.endsWith("-json");
        URI url = URI.create(arguments[0] + "/v1/" + what.replace("-json", ""));
        long first = System.currentTimeMillis() * 1_000_000 - 60_000_000_000L - requests * STEP_NANOS;
        long bytes = 0;
        long sending = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < requests; i++) {
                byte[] body = body(what, items, first + i * STEP_NANOS, i);
                bytes += body.length;
                long start = System.nanoTime();
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(url)
                                .header("Content-Type", json ? "application/json" : PROTOBUF)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                sending += System.nanoTime() - start;
                if (answer.statusCode() != 200 || answer.body().length() > 2) {
                    throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
                }
            }
        }
        long total = (long) items * requests;
        System.out.printf(
                "%d %s, %d bytes each on the wire, %d ns each until the answer%n",
                total, what, bytes / total, sending / total);
    }

    private static byte[] body(String what, int items, long nanos, int request) {
        return switch (what) {
            case "metrics" -> inScope(metric(items, nanos, request));
            case "metrics-json" -> metricJson(items, nanos, request).getBytes(StandardCharsets.UTF_8);
            case "logs" -> inScope(items, i -> line(nanos + i * 1000L, request, i));
            case "traces" -> inScope(items, i -> span(nanos + i * 1000L, request, i));
            default -> throw new IllegalArgumentException("metrics, metrics-json, logs or traces, not " + what);
        };
    }

    private interface Items {
        byte[] item(int index);
    }

    private static byte[] inScope(byte[] metric) {
        return inScope(1, index -> metric);
    }

    private static byte[] inScope(int count, Items items) {
        Protobuf scope = new Protobuf();
        for (int i = 0; i < count; i++) {
            scope.message(2, items.item(i));
        }
        Protobuf resource = new Protobuf();
        attribute(resource, 1, "service.name", "checkout");
        attribute(resource, 1, "service.instance.id", "checkout-1");
        attribute(resource, 1, "host.name", "host-17");
        return new Protobuf()
                .message(
                        1,
                        new Protobuf()
                                .message(1, resource.bytes())
                                .message(2, scope.bytes())
                                .bytes())
                .bytes();
    }

    private static void attribute(Protobuf to, int field, String key, String value) {
        to.message(
                field,
                new Protobuf()
                        .message(1, key.getBytes(StandardCharsets.UTF_8))
                        .message(
                                2,
                                new Protobuf()
                                        .message(1, value.getBytes(StandardCharsets.UTF_8))
                                        .bytes())
                        .bytes());
    }

    private static byte[] metric(int points, long nanos, int request) {
        Protobuf sum = new Protobuf();
        for (int i = 0; i < points; i++) {
            Protobuf point =
                    new Protobuf().number(3, Double.longBitsToDouble(nanos)).number(4, i * 7.0 + request);
            attribute(point, 7, "http.request.method", "GET");
            attribute(point, 7, "http.route", "/api/v1/items/" + i);
            attribute(point, 7, "http.response.status_code", "200");
            attribute(point, 7, "server.address", "10.0.0.17");
            attribute(point, 7, "url.scheme", "https");
            sum.message(1, point.bytes());
        }
        sum.varint(2, 2).varint(3, 1);
        return new Protobuf()
                .message(1, "http.server.requests".getBytes(StandardCharsets.UTF_8))
                .message(7, sum.bytes())
                .bytes();
    }

    private static String metricJson(int points, long nanos, int request) {
        StringBuilder json = new StringBuilder("""
                {"resourceMetrics":[{"resource":{"attributes":[
                {"key":"service.name","value":{"stringValue":"checkout"}},
                {"key":"service.instance.id","value":{"stringValue":"checkout-1"}},
                {"key":"host.name","value":{"stringValue":"host-17"}}]},
                "scopeMetrics":[{"metrics":[{"name":"http.server.requests","sum":{
                "aggregationTemporality":2,"isMonotonic":true,"dataPoints":[""");
        for (int i = 0; i < points; i++) {
            json.append(i == 0 ? "" : ",").append("""
                    {"attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},
                    {"key":"http.route","value":{"stringValue":"/api/v1/items/%d"}},
                    {"key":"http.response.status_code","value":{"stringValue":"200"}},
                    {"key":"server.address","value":{"stringValue":"10.0.0.17"}},
                    {"key":"url.scheme","value":{"stringValue":"https"}}],
                    "timeUnixNano":"%d","asDouble":%d}""".formatted(i, nanos, i * 7 + request));
        }
        return json.append("]}}]}]}]}").toString();
    }

    private static byte[] line(long nanos, int request, int index) {
        Protobuf line = new Protobuf().number(1, Double.longBitsToDouble(nanos)).varint(2, 9);
        String text = "request " + request + "." + index + " to /api/v1/items/" + index % 40
                + " answered 200 in 17.3 ms for a customer of the shop in the north of the country";
        line.message(
                5,
                new Protobuf().message(1, text.getBytes(StandardCharsets.UTF_8)).bytes());
        attributes(line, 6, index);
        return line.message(9, id(16, request, index))
                .message(10, id(8, request, index))
                .bytes();
    }

    private static byte[] span(long nanos, int request, int index) {
        Protobuf span = new Protobuf()
                .message(1, id(16, request, index / 10))
                .message(2, id(8, request, index))
                .message(5, "GET /api/v1/items".getBytes(StandardCharsets.UTF_8))
                .varint(6, 2)
                .number(7, Double.longBitsToDouble(nanos))
                .number(8, Double.longBitsToDouble(nanos + 17_300_000));
        attributes(span, 9, index);
        return span.bytes();
    }

    private static void attributes(Protobuf to, int field, int index) {
        attribute(to, field, "http.request.method", "GET");
        attribute(to, field, "http.route", "/api/v1/items/" + index % 40);
        attribute(to, field, "http.response.status_code", "200");
        attribute(to, field, "server.address", "10.0.0.17");
        attribute(to, field, "thread.name", "worker-" + index % 8);
        attribute(to, field, "customer.id", "c-" + index % 1000);
    }

    private static byte[] id(int bytes, int request, int index) {
        byte[] id = new byte[bytes];
        for (int i = 0; i < 4; i++) {
            id[i] = (byte) (0x10 + (request >>> (8 * i)));
            id[4 + i] = (byte) (index >>> (8 * i));
        }
        return id;
    }
}
