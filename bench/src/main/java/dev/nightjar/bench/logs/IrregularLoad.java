package dev.nightjar.bench.logs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Pushes lines that templates find hard through Loki's API (JSON), over one connection: names of users as words that
 * never come again, times with random nanoseconds, and lines as system logs have them.
 *
 * <p>Usage: {@code java … IrregularLoad URL users|nanos|system LINES}. Prints lines and bytes of text sent, and seconds.
 */
public final class IrregularLoad {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int HOSTS = 8;
    private static final String[] UNITS = {"nginx", "postgresql", "cron", "ssh", "systemd-logind", "docker", "snapd"};
    private static final String[] ACTIONS = {"signed in", "changed the address", "added to cart", "asked for a refund"};

    private final SplittableRandom random = new SplittableRandom(42);
    private final Kind kind;

    private enum Kind {
        /** Sentences with a name made of random letters. */
        USERS,
        /** Plain lines whose times have random nanoseconds. */
        NANOS,
        /** What sshd, the kernel, systemd, cron and sudo write. */
        SYSTEM
    }

    private IrregularLoad(Kind kind) {
        this.kind = kind;
    }

    /** Sends; fails where the server refuses. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: IrregularLoad URL users|nanos|system LINES");
            System.exit(2);
        }
        new IrregularLoad(Kind.valueOf(args[1].toUpperCase(Locale.ROOT)))
                .send(URI.create(args[0] + "/loki/api/v1/push"), Integer.parseInt(args[2]));
    }

    private void send(URI push, int lines) throws IOException, InterruptedException {
        long end = Instant.now().getEpochSecond() * 1_000_000_000L;
        long step = 3_600_000_000_000L / lines;
        long begun = System.nanoTime();
        long bytes = 0;
        int sent = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (sent < lines) {
                List<StringBuilder> streams = new ArrayList<>();
                for (int host = 0; host < HOSTS; host++) {
                    streams.add(new StringBuilder());
                }
                int inBatch = 0;
                for (; sent < lines && inBatch < BATCH_BYTES; sent++) {
                    long time = end - (lines - sent) * step + (kind == Kind.NANOS ? random.nextLong(step) : 0);
                    String line = line();
                    StringBuilder stream = streams.get(random.nextInt(HOSTS));
                    stream.append(stream.isEmpty() ? "" : ",")
                            .append("[\"")
                            .append(time)
                            .append("\",\"");
                    stream.append(line).append("\"]");
                    inBatch += line.length();
                }
                bytes += inBatch;
                post(client, push, streams);
            }
        }
        System.out.printf("%d lines, %d bytes, %.1f s%n", sent, bytes, (System.nanoTime() - begun) / 1e9);
    }

    private void post(HttpClient client, URI push, List<StringBuilder> streams)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("{\"streams\":[");
        for (int host = 0; host < HOSTS; host++) {
            body.append(host == 0 ? "" : ",").append("{\"stream\":{\"app\":\"").append(kind.name());
            body.append("\",\"host\":\"h")
                    .append(host)
                    .append("\"},\"values\":[")
                    .append(streams.get(host));
            body.append("]}");
        }
        HttpRequest request = HttpRequest.newBuilder(push)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.append("]}").toString(), StandardCharsets.UTF_8))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(push + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private String word(int letters) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private String line() {
        return switch (kind) {
            case USERS ->
                "user " + word(6 + random.nextInt(6)) + " " + ACTIONS[random.nextInt(ACTIONS.length)] + " from "
                        + address() + ", session " + Long.toHexString(random.nextLong()) + ", took "
                        + random.nextInt(900) + " ms, group " + word(3) + random.nextInt(40);
            case NANOS ->
                "level=info msg=handled path=/api/v1/item/" + random.nextInt(100_000) + " status="
                        + (random.nextInt(20) == 0 ? 500 : 200) + " took=" + random.nextInt(90_000) / 1000.0;
            case SYSTEM -> system();
        };
    }

    private String address() {
        return random.nextInt(1, 224) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(256);
    }

    private String system() {
        int pid = random.nextInt(300, 65_000);
        return switch (random.nextInt(7)) {
            case 0 ->
                "sshd[" + pid + "]: Failed password for invalid user " + word(3 + random.nextInt(7)) + " from "
                        + address() + " port " + random.nextInt(1024, 65_536) + " ssh2";
            case 1 ->
                "sshd[" + pid + "]: pam_unix(sshd:auth): authentication failure; logname= uid=0 rhost=" + address();
            case 2 ->
                "kernel: [" + random.nextInt(9_000_000) + "." + random.nextInt(100_000, 999_999)
                        + "] audit: type=1400 apparmor=DENIED operation=open profile=snap." + word(5) + " name=/proc/"
                        + pid + "/mountinfo comm=" + word(4);
            case 3 ->
                "systemd[1]: " + UNITS[random.nextInt(UNITS.length)] + ".service: Consumed "
                        + random.nextInt(60_000) / 1000.0 + "s CPU time.";
            case 4 -> "CRON[" + pid + "]: (root) CMD (run-parts /etc/cron.hourly)";
            case 5 ->
                "dhclient[" + pid + "]: DHCPACK of " + address() + " from " + address() + " (xid=0x"
                        + Integer.toHexString(random.nextInt()) + ")";
            default ->
                "sudo:   " + word(5) + " : TTY=pts/" + random.nextInt(9) + " ; PWD=/home/" + word(6)
                        + " ; USER=root ; COMMAND=/usr/bin/apt install " + word(7);
        };
    }
}
