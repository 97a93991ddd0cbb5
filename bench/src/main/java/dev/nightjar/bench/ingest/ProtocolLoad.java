package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * the server, its process id, its {@link LoadPorts}, samples, lines, rounds. Requests go over four connections, calls of
 * gRPC four at a time over one; what has no answers is done when the server has counted everything, or, with datagrams,
 * counts no more. The median of the rounds is told; the first warms up and does not count. Two more arguments may follow:
 * how many samples or lines a second datagrams bring at most (0: as fast as one thread can), and a regular expression of
 * the names of ways to measure.
 */
public final class ProtocolLoad implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final double TICKS_PER_SECOND = 100;
    private static final long POLL_NANOS = 20_000_000;

    /** Between datagrams that are to come at some rate: as accurate as a thread wakes. */
    private static final long SHORTEST_WAIT_NANOS = 200_000;

    /** Nothing more was counted for so long: the rest is lost. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private static final String SAMPLES_TABLE =
            "| samples by | bytes each | samples a second | CPU s a million | lost |\n|---|---|---|---|---|";
    private static final String LINES_TABLE =
            "| lines by | bytes each | lines a second | MB of lines a second | CPU s a GB of lines | lost |\n|---|---|---|---|---|---|";

    private static final Pattern COUNT =
            Pattern.compile("\"protocol\":\"([a-z_]+)\",\"source\":\"[^\"]*\",\"requests\":\\d+,\"items\":(\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GrpcCaller grpc = new GrpcCaller();
    private final String url;
    private final Path process;
    private final double datagramRate;

    private record Run(long accepted, double seconds, double cpuSeconds) {}

    private ProtocolLoad(String url, String process, double datagramRate) {
        this.url = url;
        this.datagramRate = datagramRate;
        this.process = Path.of("/proc", process, "stat");
    }

    public static void main(String[] arguments) throws Exception {
        LoadPorts ports = LoadPorts.of(arguments[2]);
        long samples = Long.parseLong(arguments[3]);
        long lines = Long.parseLong(arguments[4]);
        int rounds = Integer.parseInt(arguments[5]);
        double datagramRate = arguments.length > 6 ? Double.parseDouble(arguments[6]) : 0;
        Pattern names = Pattern.compile(arguments.length > 7 ? arguments[7] : ".*");
        long now = System.currentTimeMillis();
        try (ProtocolLoad load = new ProtocolLoad(arguments[0], arguments[1], datagramRate)) {
            List<List<Run>> runs = new ArrayList<>();
            Set<Boolean> tables = new HashSet<>();
            for (int round = 0; round <= rounds; round++) {
                List<Way.Maker> makers = new ArrayList<>(new SampleWays(samples, now, rounds - round).all(ports));
                makers.addAll(new LineWays(lines, now, rounds - round).all(ports));
                for (int i = 0; i < makers.size(); i++) {
                    Way way = makers.get(i).make();
                    if (round == 0) {
                        runs.add(new ArrayList<>());
                    }
                    if (!names.matcher(way.what().name()).find()) {
                        continue;
                    }
                    Run run = load.run(way);
                    if (round > 0) {
                        runs.get(i).add(run);
                    }
                    System.err.printf("round %d, %s: %s%n", round, way.what().name(), run);
                    if (round == rounds) {
                        boolean ofLines = way.what().textBytes() > 0;
                        if (!tables.contains(ofLines)) {
                            System.out.println(ofLines ? LINES_TABLE : SAMPLES_TABLE);
                        }
                        tables.add(ofLines);
                        print(way, runs.get(i));
                    }
                }
            }
        }
    }

    private static void print(Way way, List<Run> runs) {
        Way.What what = way.what();
        boolean lines = what.textBytes() > 0;
        long bytes = way.pieces().stream().mapToLong(piece -> piece.length).sum();
        double perSecond = median(
                runs.stream().mapToDouble(run -> run.accepted() / run.seconds()).toArray());
        double cpuEach = median(runs.stream()
                .mapToDouble(run -> run.cpuSeconds() / run.accepted())
                .toArray());
        double lost = median(runs.stream()
                .mapToDouble(run -> 1 - (double) run.accepted() / what.items())
                .toArray());
        double textEach = (double) what.textBytes() / what.items();
        System.out.printf("| %s | %d | %,.0f |", what.name(), bytes / what.items(), perSecond);
        if (lines) {
            System.out.printf(" %.1f | %.1f |", perSecond * textEach / 1e6, cpuEach / textEach * 1e9);
        } else {
            System.out.printf(" %.2f |", cpuEach * 1e6);
        }
        System.out.printf(" %s |%n", lost > 0 ? String.format("%.0f %%", 100 * lost) : "");
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    private Run run(Way way) throws Exception {
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        long accepted = way.what().items();
        long end;
        switch (way) {
            case Way.Requests requests -> {
                inParallel(requests.pieces(), piece -> send(requests, piece));
                end = System.nanoTime();
            }
            case Way.Calls calls -> {
                inParallel(calls.pieces(), piece -> grpc.call(calls.port(), calls.path(), piece));
                end = System.nanoTime();
            }
            case Way.Connection connection -> {
                long before = accepted(way.what().protocol());
                send(connection);
                end = counted(way.what(), before);
                accepted = accepted(way.what().protocol()) - before;
            }
            case Way.Datagrams datagrams -> {
                long before = accepted(way.what().protocol());
                send(datagrams);
                end = counted(way.what(), before);
                accepted = accepted(way.what().protocol()) - before;
            }
        }
        return new Run(accepted, (end - start) / 1e9, cpuSeconds() - cpu);
    }

    private interface Sender {
        void send(byte[] piece) throws Exception;
    }

    private static void inParallel(List<byte[]> pieces, Sender sender) throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                tasks.add(() -> {
                    for (int at = next.getAndIncrement(); at < pieces.size(); at = next.getAndIncrement()) {
                        sender.send(pieces.get(at));
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
            throw new IllegalStateException(way.what().name() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private static void send(Way.Connection way) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", way.port())) {
            OutputStream out = socket.getOutputStream();
            for (byte[] piece : way.pieces()) {
                out.write(piece);
            }
        }
    }

    private void send(Way.Datagrams way) throws IOException {
        InetAddress host = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket socket = new DatagramSocket()) {
            double itemsEach = (double) way.what().items() / way.pieces().size();
            double nanosEach = datagramRate == 0 ? 0 : 1e9 * itemsEach / datagramRate;
            long begin = System.nanoTime();
            for (int i = 0; i < way.pieces().size(); i++) {
                long early = begin + (long) (i * nanosEach) - System.nanoTime();
                if (early > SHORTEST_WAIT_NANOS) {
                    LockSupport.parkNanos(early);
                }
                byte[] piece = way.pieces().get(i);
                socket.send(new DatagramPacket(piece, piece.length, host, way.port()));
            }
        }
    }

    /** When the server had counted the last that it counts of it. */
    private long counted(Way.What what, long before) throws IOException, InterruptedException {
        long seen = before;
        long at = System.nanoTime();
        while (seen < before + what.items() && System.nanoTime() - at < PATIENCE_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
            long now = accepted(what.protocol());
            if (now > seen) {
                seen = now;
                at = System.nanoTime();
            }
        }
        return at;
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

    @Override
    public void close() {
        grpc.close();
        client.close();
    }
}
