package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar export}: writes what a running server has stored of metrics into a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write stored samples of a running server as OpenMetrics text, metric by metric. Broken off, the same",
            "command again goes on where it was. Native histograms, stale markers and exemplars have no form in the",
            "text of single samples: they are left out and counted."
        })
final class ExportCommand implements Callable<Integer> {
    /** Until an answer begins: a large part takes as long as it takes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int MOST_BYTES_OF_ERROR = 4096;
    private static final int BUSY = 503;
    private static final int MOST_ATTEMPTS = 20;
    private static final Duration MOST_PAUSE = Duration.ofSeconds(30);

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write.")
    Path out = Path.of("");

    @Option(names = "--match", paramLabel = "SELECTOR", description = "Only series of it; several may be given.")
    List<String> match = new ArrayList<>();

    @Option(names = "--start", paramLabel = "T", description = "First time: seconds or RFC 3339 (default: the oldest).")
    @Nullable
    String start;

    @Option(names = "--end", paramLabel = "T", description = "Last time: seconds or RFC 3339 (default: the newest).")
    @Nullable
    String end;

    @Mixin
    ServerAccess access = new ServerAccess();

    @Option(names = "--force", description = "Write FILE anew, whatever it holds.")
    boolean force;

    private int shownPercent = -1;

    @Override
    public Integer call() throws InterruptedException, StartException {
        try (ServerConnection server = access.connect();
                ExportFile file = new ExportFile(out)) {
            ExportOptions options = ExportOptions.of(match, start, end);
            String from = "";
            if (force) {
                file.restart();
            } else {
                options.requireBegunWith(out);
                from = file.reopen();
            }
            options.begin(out);
            LeftOut leftOut = LeftOut.NOTHING;
            List<String> metrics = metrics(server);
            if (!from.isEmpty()) {
                System.err.println("going on with " + from);
            }
            for (int i = 0; i < metrics.size(); i++) {
                String metric = metrics.get(i);
                if (metric.compareTo(from) >= 0) {
                    try (InputStream part = get(server, "/nightjar/v1/export?metric=" + encoded(metric) + '&')) {
                        leftOut = leftOut.plus(file.append(part));
                    }
                    show(i + 1, metrics.size(), file.size());
                }
            }
            file.end();
            ExportOptions.end(out);
            System.out.printf("%,d metrics, %,d bytes in %s%s%n", metrics.size(), file.size(), out, leftOut.words());
            return 0;
        } catch (IOException e) {
            throw new StartException(
                    "the export was broken off; the same command goes on where it was: " + ServerProblem.of(e));
        }
    }

    /** Sorted, so that every run has them in the same order. */
    private List<String> metrics(ServerConnection server) throws IOException, InterruptedException, StartException {
        List<String> names = new ArrayList<>();
        try (InputStream answer = get(server, "/api/v1/label/__name__/values?")) {
            for (JsonNode name : new ObjectMapper().readTree(answer).path("data")) {
                names.add(name.asText());
            }
        }
        names.sort(null);
        return names;
    }

    private static HttpResponse<InputStream> answer(ServerConnection server, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try {
            return server.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException(server.silence(e), e);
        }
    }

    private InputStream get(ServerConnection server, String path)
            throws IOException, InterruptedException, StartException {
        StringBuilder query = new StringBuilder(path);
        match.forEach(selector ->
                query.append("match%5B%5D=").append(encoded(selector)).append('&'));
        if (start != null) {
            query.append("start=").append(encoded(start)).append('&');
        }
        if (end != null) {
            query.append("end=").append(encoded(end));
        }
        HttpRequest.Builder request = server.request(query.toString()).timeout(TIMEOUT);
        for (int attempt = 1; ; attempt++) {
            HttpResponse<InputStream> response = answer(server, request);
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                String said = new String(body.readNBytes(MOST_BYTES_OF_ERROR), StandardCharsets.UTF_8);
                if (response.statusCode() != BUSY || attempt == MOST_ATTEMPTS) {
                    throw new StartException(server.problem(response.statusCode(), said));
                }
            }
            Thread.sleep(pause(response));
        }
    }

    /** As long as the server asks for, within reason. */
    private static Duration pause(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("1");
        long asked = seconds.matches("\\d{1,9}") ? Long.parseLong(seconds) : 1;
        return Duration.ofSeconds(Math.clamp(asked, 1, MOST_PAUSE.toSeconds()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void show(int done, int all, long bytes) {
        int percent = (int) (100L * done / all);
        if (percent != shownPercent) {
            shownPercent = percent;
            System.err.printf("%3d %%  %,d of %,d metrics, %,d bytes%n", percent, done, all, bytes);
        }
    }
}
