package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends scrapes that were kept as files, {@code <milliseconds>.txt} in the text format, by remote write 1.0, as a
 * Prometheus that scraped them would: one sample of each series a scrape, 2,000 samples a request. Arguments: URL, directory,
 * instances (each sends all scrapes under a name of its own), and the least and the most milliseconds by which each scrape of
 * an instance comes late.
 */
public final class ScrapeReplayLoad {
    private static final int SAMPLES_A_REQUEST = 2000;
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: -?\\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final RemoteWriteClient client;
    private final URI url;
    private Protobuf request = new Protobuf();
    private int inRequest;
    private long samples;
    private long bytes;

    private record Sample(TreeMap<String, String> labels, double value) {}

    private ScrapeReplayLoad(RemoteWriteClient client, URI url) {
        this.client = client;
        this.url = url;
    }

    public static void main(String[] arguments) throws Exception {
        int instances = Integer.parseInt(arguments[2]);
        int least = Integer.parseInt(arguments[3]);
        int most = Integer.parseInt(arguments[4]);
        Random random = new Random(1);
        try (RemoteWriteClient client = new RemoteWriteClient()) {
            ScrapeReplayLoad load = new ScrapeReplayLoad(client, URI.create(arguments[0]));
            long start = System.nanoTime();
            for (Path file : scrapes(Path.of(arguments[1]))) {
                String name = file.getFileName().toString();
                long time = Long.parseLong(name.substring(0, name.indexOf('.')));
                List<Sample> scrape = parse(Files.readString(file));
                for (int instance = 0; instance < instances; instance++) {
                    load.send(scrape, "host-" + instance + ":9100", time + random.nextInt(least, most + 1));
                }
            }
            load.flush();
            System.out.printf(
                    "%d samples, %.1f bytes each on the wire, %.1f s%n",
                    load.samples, (double) load.bytes / load.samples, (System.nanoTime() - start) / 1e9);
        }
    }

    private static List<Path> scrapes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Sample> parse(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (line.startsWith("#") || !matcher.matches()) {
                continue;
            }
            TreeMap<String, String> labels = new TreeMap<>(Map.of("__name__", matcher.group(1), "job", "node"));
            if (matcher.group(2) != null) {
                Matcher label = LABEL.matcher(matcher.group(2));
                while (label.find()) {
                    labels.put(
                            label.group(1),
                            label.group(2)
                                    .replace("\\n", "\n")
                                    .replace("\\\"", "\"")
                                    .replace("\\\\", "\\"));
                }
            }
            samples.add(new Sample(labels, number(matcher.group(3))));
        }
        return samples;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void send(List<Sample> scrape, String instance, long time) throws IOException, InterruptedException {
        for (Sample sample : scrape) {
            Protobuf series = new Protobuf();
            sample.labels().put("instance", instance);
            sample.labels().forEach((name, value) -> series.label(1, name, value));
            series.message(
                    2, new Protobuf().number(1, sample.value()).varint(2, time).bytes());
            request.message(1, series.bytes());
            if (++inRequest == SAMPLES_A_REQUEST) {
                flush();
            }
        }
    }

    private void flush() throws IOException, InterruptedException {
        byte[] body = Protobuf.snappy(request.bytes());
        client.send(url, body);
        samples += inRequest;
        bytes += body.length;
        request = new Protobuf();
        inRequest = 0;
    }
}
