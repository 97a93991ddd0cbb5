package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Lines of several applications, regular and not: JSON with everything that is odd about it, logfmt, access logs, lines of
 * several rows, bytes that are no text. Their fields are named as labels and metadata of other lines are.
 */
final class RandomLines {
    /** A line of a stream. No two have the same time: an order of lines of one time is nobody's promise. */
    record Sent(Labels stream, long nanos, byte[] line, Labels metadata) {}

    private static final long SECOND = 1_000_000_000L;
    private static final List<Labels> STREAMS = List.of(
            Labels.of("app", "json"),
            Labels.of("app", "json", "level", "warn"),
            Labels.of("app", "json", "status", "7", "env", "prod"),
            Labels.of("app", "logfmt"),
            Labels.of("app", "logfmt", "detected_level", "none", "env", "prod"),
            Labels.of("app", "access", "service_name", "edge"),
            Labels.of("app", "mixed"),
            Labels.of("app", "constant", "env", "dev"));

    private final RandomGenerator random;
    private final Set<Long> times = new HashSet<>();

    RandomLines(RandomGenerator random) {
        this.random = random;
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    /** Of this many seconds before {@code endNanos}, in no order of time. */
    List<Sent> lines(int count, long endNanos, int seconds) {
        List<Sent> lines = new ArrayList<>();
        while (lines.size() < count) {
            Labels stream = STREAMS.get(random.nextInt(STREAMS.size()));
            byte[] line = line(stream.get("app"));
            lines.add(new Sent(stream, time(endNanos, seconds), line, metadata()));
        }
        return lines;
    }

    /** Often at the very second, where windows end. */
    private long time(long endNanos, int seconds) {
        long time;
        do {
            time = endNanos - random.nextInt(seconds) * SECOND;
            time -= random.nextInt(3) == 0 ? 0 : random.nextLong(SECOND);
        } while (!times.add(time));
        return time;
    }

    private Labels metadata() {
        return switch (random.nextInt(30)) {
            case 0 -> Labels.of("trace_id", HexFormat.of().toHexDigits(random.nextLong()));
            case 1 -> Labels.of("status", pick("200", "x"));
            case 2 -> Labels.of("detected_level", "error");
            case 3 -> Labels.of("level", "ERROR", "took", "" + random.nextInt(9));
            case 4 -> Labels.of("app", "other");
            case 5 -> Labels.of("env", "meta");
            default -> Labels.EMPTY;
        };
    }

    private byte[] line(String app) {
        return switch (app) {
            case "json" -> text(json());
            case "logfmt" -> text(logfmt());
            case "access" -> text(access());
            case "constant" -> text("still alive");
            default -> mixed();
        };
    }

    private static byte[] text(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] mixed() {
        return switch (random.nextInt(9)) {
            case 0 -> text(json());
            case 1 -> text(logfmt());
            case 2 -> text(access());
            case 3 ->
                text("java.lang.OutOfMemoryError: heap\n\tat com.shop.Order.pay(Order.java:" + random.nextInt(99)
                        + ")\n\tat Pool" + random.nextInt(9) + ".run");
            case 4 -> text("user " + Long.toString(random.nextLong(), 36) + " größe=" + random.nextInt(50) + " 日本");
            case 5 -> {
                byte[] binary = new byte[random.nextInt(40)];
                random.nextBytes(binary);
                yield binary;
            }
            case 6 -> text("");
            case 7 -> text("\u001b[31mERROR\u001b[0m code=" + random.nextInt(6) + " status=" + status());
            default -> text(random.nextBoolean() ? "[" + random.nextInt(99) + "]" : " {\"took\":1");
        };
    }

    private String status() {
        return "" + (200 + 100 * random.nextInt(4) + random.nextInt(2) * 4);
    }

    private String json() {
        String status = random.nextInt(15) == 0
                ? pick("\"0" + random.nextInt(9) + "\"", "007", "12ab", "-5", "null")
                : status();
        String size = switch (random.nextInt(8)) {
            case 0 -> "-" + random.nextInt(20);
            case 1 -> random.nextInt(20) + "e1";
            case 2 -> "\"" + random.nextInt(9) + "kb\"";
            case 3 -> "null";
            case 4 -> "{\"in\":" + random.nextInt(5) + ",\"out\":[" + random.nextInt(5) + "]}";
            default -> random.nextInt(20) + "." + random.nextInt(4) * 25;
        };
        String line = "{\"method\":\"" + pick("GET", "GET", "POST") + "\",\"status\":" + status
                + (random.nextInt(12) == 0 ? "" : ",\"took\":" + random.nextInt(1000))
                + ",\"path\":\"/a/" + random.nextInt(50) + "\",\"size\":" + size
                + ",\"level\":\"" + pick("info", "info", "error", "WARN") + "\""
                + (random.nextInt(10) == 0 ? ",\"user_id\":\"" + pick("größe", "a\\\"b", "\\u0041", "a b") + "\"" : "")
                + (random.nextInt(15) == 0 ? ",\"status\":" + status() : "")
                + (random.nextInt(15) == 0 ? ",\"app\":\"own\"" : "")
                + (random.nextInt(25) == 0 ? ",\"__error__\":\"mine\"" : "")
                + (random.nextInt(25) == 0 ? ",\"took_extracted\":5" : "")
                + "}";
        return switch (random.nextInt(30)) {
            case 0 -> line.substring(1);
            case 1 -> line.substring(0, line.length() - 1 - random.nextInt(8));
            case 2 -> line + " trailing";
            case 3 -> " " + line;
            default -> line;
        };
    }

    private String logfmt() {
        String took = switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "fast";
            case 2 -> "1.5h";
            default -> random.nextInt(2000) + "ms";
        };
        String line = "ts=2026-11-21T12:00:" + (10 + random.nextInt(50)) + "Z level=" + pick("info", "warn", "debug")
                + " status=" + status() + " took=" + took + " size=" + random.nextInt(40)
                + pick("", "", "B", "KB", "MiB")
                + " msg=" + pick("done", "\"took long\"", "\"a \\\"b\\\"\"", "\"\"", "größe")
                + (random.nextInt(12) == 0 ? " status=" + status() : "")
                + (random.nextInt(12) == 0 ? " flag" : "")
                + (random.nextInt(12) == 0 ? " env=own" : "");
        return switch (random.nextInt(25)) {
            case 0 -> line + " bad=\"open";
            case 1 -> line + " a=b=c";
            case 2 -> "\"x\" " + line;
            default -> line;
        };
    }

    private String access() {
        return "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256)
                + " - - [21/Nov/2026] \""
                + pick("GET", "GET", "PUT") + " /a/" + random.nextInt(50) + " HTTP/1.1\" " + status() + " "
                + random.nextInt(3000) + (random.nextInt(20) == 0 ? " extra" : "");
    }

    /** The lines in batches as senders send them: a few streams, in any order. */
    static List<LogBatch> batches(List<Sent> lines, int size) {
        List<LogBatch> batches = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += size) {
            List<LogBatch.Stream> streams = new ArrayList<>();
            for (Sent sent : lines.subList(from, Math.min(lines.size(), from + size))) {
                streams.add(LogBatch.stream(sent.stream())
                        .line(sent.nanos(), sent.line(), 0, sent.line().length, sent.metadata())
                        .build());
            }
            batches.add(new LogBatch(streams));
        }
        return batches;
    }
}
