package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the same samples, and the same lines, by every protocol, and says what each costs the server. Arguments: URL of
 * the server, its process id, its ports of syslog, Graphite and StatsD (TCP), samples, lines, rounds. Requests go over
 * four connections; a connection without answers counts as done when the server has counted everything. The median of
 * the rounds is told; the first warms up and does not count.
 */
public final class ProtocolLoad {
    private static final int CONNECTIONS = 4;
    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern COUNT =
            Pattern.compile("\"protocol\":\"([a-z_]+)\",\"source\":\"[^\"]*\",\"requests\":\\d+,\"items\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final Path process;

    private record Run(double seconds, double cpuSeconds) {}

    private ProtocolLoad(String url, String process) {
        this.url = url;
        this.process = Path.of("/proc", process, "stat");
    }

    public static void main(String[] arguments) throws Exception {
        ProtocolLoad load = new ProtocolLoad(arguments[0], arguments[1]);
        int rounds = Integer.parseInt(arguments[7]);
        List<List<Run>> runs = new ArrayList<>();
        List<Way> ways = List.of();
        for (int round = 0; round <= rounds; round++) {
            long now = System.currentTimeMillis();
            ways = new ArrayList<>(new SampleWays(Long.parseLong(arguments[5]), now)
                    .all(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])));
            ways.addAll(new LineWays(Long.parseLong(arguments[6]), now).all(Integer.parseInt(arguments[2])));
            for (int i = 0; i < ways.size(); i++) {
                if (round == 0) {
                    runs.add(new ArrayList<>());
                    load.run(ways.get(i));
                } else {
                    runs.get(i).add(load.run(ways.get(i)));
                }
            }
        }
        System.out.println("| | items | bytes each | items a second | MB a second | CPU seconds a million |");
        for (int i = 0; i < ways.size(); i++) {
            print(ways.get(i), runs.get(i));
        }
    }

    private static void print(Way way, List<Run> runs) {
        long bytes = way.pieces().stream().mapToLong(piece -> piece.length).sum();
        double seconds = runs.stream().mapToDouble(Run::seconds).sorted().toArray()[runs.size() / 2];
        double cpu = runs.stream().mapToDouble(Run::cpuSeconds).sorted().toArray()[runs.size() / 2];
        String kind = way instanceof Way.Requests requests ? requests.headers().get(1) : "TCP";
        System.out.printf(
                "| %s, %s | %,d | %d | %,.0f | %.1f | %.2f |%n",
                way.protocol(),
                kind,
                way.items(),
                bytes / way.items(),
                way.items() / seconds,
                bytes / 1e6 / seconds,
                cpu / way.items() * 1e6);
    }

    private Run run(Way way) throws Exception {
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        switch (way) {
            case Way.Requests requests -> send(requests);
            case Way.Connection connection -> send(connection);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Run(seconds, cpuSeconds() - cpu);
    }

    private void send(Way.Requests way) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                tasks.add(() -> {
                    for (int at = next.getAndIncrement(); at < way.pieces().size(); at = next.getAndIncrement()) {
                        send(way, way.pieces().get(at));
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : senders.invokeAll(tasks)) {
                Boolean _ = done.get();
            }
        }
    }

    private void send(Way.Requests way, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + way.path()))
                        .headers(way.headers().toArray(String[]::new))
                        .method(way.method(), HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2 || answer.body().contains("\"errors\":true")) {
            throw new IllegalStateException(way.protocol() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private void send(Way.Connection way) throws Exception {
        long before = accepted(way.protocol());
        try (Socket socket = new Socket("127.0.0.1", way.port())) {
            OutputStream out = socket.getOutputStream();
            for (byte[] piece : way.pieces()) {
                out.write(piece);
            }
        }
        while (accepted(way.protocol()) < before + way.items()) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private long accepted(String protocol) throws IOException, InterruptedException {
        String senders = client.send(
                        HttpRequest.newBuilder(URI.create(url + "/nightjar/v1/senders"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        long items = 0;
        for (Matcher count = COUNT.matcher(senders); count.find(); ) {
            items += count.group(1).equals(protocol) ? Long.parseLong(count.group(2)) : 0;
        }
        return items;
    }

    /** User and system time of the server. */
    private double cpuSeconds() throws IOException {
        String stat = Files.readString(process);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
