package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ten rules for each of so many services, and the series that they look at: 20 instances with 10 codes. The same file and
 * the same series for Nightjar and for Prometheus, in one run beside each other.
 *
 * <pre>
 * RuleLoad rules SERVICES FILE                        writes the rule file: 1000 services are 10,000 rules in 100 groups,
 *                                                     every 30 s
 * RuleLoad send SERVICES MINUTES URL PID [URL PID]    sends each 200 series a service by remote write, every 15 s, five
 *                                                     minutes of history first; says what the processes used since the
 *                                                     history was there, which slots had no evaluation, how long the
 *                                                     slowest group took, and how the second compares with the first
 * </pre>
 */
public final class RuleLoad {
    private static final int INSTANCES = 20;
    private static final int CODES = 10;
    private static final int SERVICES_A_REQUEST = 10;
    private static final int SERVICES_A_GROUP = 10;
    private static final int HISTORY_STEPS = 20;
    private static final long STEP_MILLIS = 15_000;
    private static final long INTERVAL_MILLIS = 30_000;
    private static final double TICKS_A_SECOND = 100;
    private static final Pattern TOOK = Pattern.compile("\"evaluationTime\":\\s*([0-9.eE-]+)");
    private static final Pattern EVALUATED = Pattern.compile("\"lastEvaluation\":\\s*\"([^\"]+)\"");

    /** A slot more than the clock allows for is one that a group was not there to be evaluated at. */
    private static final long LATE_MILLIS = 2 * INTERVAL_MILLIS;

    private final List<Measured> servers;
    private final int services;
    private final RemoteWriteClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    private RuleLoad(List<Measured> servers, int services, RemoteWriteClient client) {
        this.client = client;
        this.servers = servers;
        this.services = services;
    }

    /** One of the servers, and what was seen of it. */
    private static final class Measured {
        private final URI url;
        private final Path stat;
        private double cpuBefore;
        private long latestMillis;
        private double slowest;

        Measured(String url, String pid) {
            this.url = URI.create(url);
            this.stat = Path.of("/proc/" + pid + "/stat");
        }

        /** {@code utime + stime} of the process. */
        double cpuSeconds() throws IOException {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("rules")) {
            Files.writeString(Path.of(arguments[2]), rules(Integer.parseInt(arguments[1])));
        } else {
            List<Measured> servers = new ArrayList<>();
            for (int i = 3; i + 1 < arguments.length; i += 2) {
                servers.add(new Measured(arguments[i], arguments[i + 1]));
            }
            try (RemoteWriteClient client = new RemoteWriteClient()) {
                new RuleLoad(servers, Integer.parseInt(arguments[1]), client).send(Integer.parseInt(arguments[2]));
            }
        }
    }

    private static String rules(int services) {
        StringBuilder text = new StringBuilder("groups:\n");
        for (int service = 0; service < services; service++) {
            if (service % SERVICES_A_GROUP == 0) {
                text.append("- name: group").append(service / SERVICES_A_GROUP).append("\n  interval: 30s\n  rules:\n");
            }
            String of = "{service=\"s" + service + "\"";
            String all = "sum(rate(requests_total" + of + "}[5m]))";
            String failed = "sum(rate(requests_total" + of + ",code=~\"5.*\"}[5m]))";
            String name = "s" + service;
            record(text, name + ":requests:rate5m", all);
            record(text, name + ":errors:rate5m", failed);
            record(text, name + ":instance:rate5m", "sum by (instance) (rate(requests_total" + of + "}[5m]))");
            record(text, name + ":ratio", name + ":errors:rate5m / " + name + ":requests:rate5m");
            record(text, name + ":top", "topk(3, " + name + ":instance:rate5m)");
            alert(text, name + "Errors", failed + " / " + all + " > 0.9");
            alert(text, name + "Silent", all + " == 0");
            alert(text, name + "Gone", "absent(requests_total" + of + "})");
            alert(text, name + "Instance", name + ":instance:rate5m > 1000");
            alert(text, name + "Growing", "predict_linear(" + name + ":requests:rate5m[10m], 3600) > 100000");
        }
        return text.toString();
    }

    private static void record(StringBuilder text, String name, String expression) {
        text.append("  - {record: '")
                .append(name)
                .append("', expr: '")
                .append(expression)
                .append("'}\n");
    }

    private static void alert(StringBuilder text, String name, String expression) {
        text.append("  - {alert: ")
                .append(name)
                .append(", expr: '")
                .append(expression)
                .append("', for: 5m}\n");
    }

    private void send(int minutes) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        for (int step = HISTORY_STEPS; step > 0; step--) {
            step(now - step * STEP_MILLIS, HISTORY_STEPS - step);
        }
        for (Measured server : servers) {
            System.out.printf("%s: %.1f CPU s until the history was there%n", server.url, server.cpuSeconds());
            server.cpuBefore = server.cpuSeconds();
        }
        long begun = System.currentTimeMillis();
        int steps = (int) (minutes * 60_000L / STEP_MILLIS);
        for (int step = 0; step < steps; step++) {
            long due = now + step * STEP_MILLIS;
            Thread.sleep(Math.max(0, due - System.currentTimeMillis()));
            step(due, HISTORY_STEPS + step);
            for (Measured server : servers) {
                look(server, System.currentTimeMillis() - begun > LATE_MILLIS);
            }
        }
        double seconds = (System.currentTimeMillis() - begun) / 1000.0;
        double first = 0;
        for (Measured server : servers) {
            double used = server.cpuSeconds() - server.cpuBefore;
            first = first == 0 ? used : first;
            System.out.printf(
                    "%s: %d rules over %d series: %.1f CPU s in %.0f s, %.1f a minute, %.2f of the first; slots"
                            + " without an evaluation: %s (the latest group was %.1f s behind its slot); slowest group"
                            + " %.3f s%n",
                    server.url,
                    services * 10,
                    services * INSTANCES * CODES,
                    used,
                    seconds,
                    used * 60 / seconds,
                    used / first,
                    server.latestMillis < INTERVAL_MILLIS ? "none" : "some",
                    server.latestMillis / 1000.0,
                    server.slowest);
        }
    }

    private void step(long timeMillis, int number) throws IOException, InterruptedException {
        for (int from = 0; from < services; from += SERVICES_A_REQUEST) {
            Protobuf request = new Protobuf();
            for (int service = from; service < Math.min(services, from + SERVICES_A_REQUEST); service++) {
                series(request, service, timeMillis, number);
            }
            byte[] body = Protobuf.snappy(request.bytes());
            for (Measured server : servers) {
                client.send(server.url.resolve("/api/v1/write"), body);
            }
        }
    }

    private static void series(Protobuf request, int service, long timeMillis, int number) {
        for (int i = 0; i < INSTANCES * CODES; i++) {
            byte[] sample = new Protobuf()
                    .number(1, number * (10.0 + i))
                    .varint(2, timeMillis)
                    .bytes();
            request.message(
                    1,
                    new Protobuf()
                            .label(1, "__name__", "requests_total")
                            .label(1, "code", Integer.toString(200 + i % CODES * 40))
                            .label(1, "instance", "s" + service + "-" + i / CODES)
                            .label(1, "service", "s" + service)
                            .message(2, sample)
                            .bytes());
        }
    }

    /**
     * Which group is the furthest behind, beyond its interval: its next slot has passed without it; and how long groups
     * took. Groups may begin a slot after their start.
     */
    private void look(Measured server, boolean begun) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.url.resolve("/api/v1/rules?exclude_alerts=true"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        long now = System.currentTimeMillis();
        Matcher matcher = EVALUATED.matcher(answer.body());
        while (begun && matcher.find()) {
            long at = Instant.parse(matcher.group(1)).toEpochMilli();
            server.latestMillis = Math.max(server.latestMillis, now - at - INTERVAL_MILLIS);
        }
        Matcher took = TOOK.matcher(answer.body());
        while (took.find()) {
            server.slowest = Math.max(server.slowest, Double.parseDouble(took.group(1)));
        }
    }
}
