package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.logindex.LogIndex;
import dev.nightjar.model.LogFault;
import dev.nightjar.model.LogVerification;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.LogConditions;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar logs verify}: compares stored log lines with their chains of digests and the signed heads. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Read stored log lines, all or those of a range, and say which blocks are not as they were written.",
            "Lines that are in no block yet are counted, and the checksums of the log that holds them compared.",
            "Reads a data directory that no server uses, or asks a running server. Changes nothing.",
            "Exit code 0: all is well; 1: something is not, or could not be read."
        })
final class VerifyLogsCommand implements Callable<Integer> {
    /** A server answers when it has read everything. */
    private static final Duration TIMEOUT = Duration.ofHours(6);

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--from", paramLabel = "T", description = "First day looked at: a date or RFC 3339 (default: all).")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "T", description = "Where the last day ends: a date or RFC 3339.")
    @Nullable
    String to;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Only these streams: {app=\"shop\"}.")
    @Nullable
    String selector;

    @Option(names = "--server", paramLabel = "URL", description = "Ask a running server instead of reading files.")
    @Nullable
    URI server;

    @Mixin
    ServerCredentials credentials = new ServerCredentials();

    @Override
    public Integer call() throws StartException, ConfigurationException, InterruptedException {
        NanoRange range = range();
        try {
            return server == null ? offline(range) : ask(server, range);
        } catch (IOException e) {
            throw new StartException("the logs could not be verified: " + e.getMessage());
        }
    }

    private NanoRange range() throws StartException {
        long start = from == null ? Long.MIN_VALUE : nanos("--from", from);
        long end = to == null ? Long.MAX_VALUE : nanos("--to", to);
        if (end < start) {
            throw new StartException("--to is before --from");
        }
        return new NanoRange(start, end);
    }

    private static long nanos(String option, String text) throws StartException {
        try {
            Instant time = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return Math.multiplyExact(time.toEpochMilli(), 1_000_000L);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new StartException(
                    option + ": \"" + text + "\" is no time: write 2026-11-21 or 2026-11-21T12:00:00Z");
        }
    }

    private int offline(NanoRange range) throws IOException, StartException, ConfigurationException {
        NightjarConfig config = common.load();
        if (!Files.isDirectory(config.data())) {
            throw new StartException(config.data() + " is not there: say with --data DIR what to verify");
        }
        try (DataDirectory data = taken(config.data())) {
            Path logs = data.module("logs");
            LogVerification found = LogIndex.verify(logs, config.logs().store().signingKey(), matchers(), range);
            for (LogFault fault : found.faults()) {
                System.out.println(fault);
            }
            return summary(
                    found.days(),
                    found.streams(),
                    found.blocks(),
                    found.lines(),
                    found.removals(),
                    found.unsealed(),
                    found.faults().size());
        }
    }

    private static DataDirectory taken(Path folder) throws StartException {
        try {
            return DataDirectory.take(folder);
        } catch (StartException e) {
            throw new StartException(e.getMessage() + "; --server URL asks a Nightjar that runs");
        }
    }

    private List<Matcher> matchers() throws StartException {
        if (selector == null) {
            return List.of();
        }
        try {
            return LogConditions.selector(selector)
                    .orElseThrow(
                            () -> new StartException("--selector: only a selector of streams, such as {app=\"a\"}"));
        } catch (QueryException e) {
            throw new StartException("--selector: " + e.getMessage());
        }
    }

    private int ask(URI origin, NanoRange range) throws IOException, InterruptedException, StartException {
        List<String> parameters = new ArrayList<>();
        if (selector != null) {
            parameters.add("selector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8));
        }
        if (from != null) {
            parameters.add("startMillis=" + range.startNanos() / 1_000_000L);
        }
        if (to != null) {
            parameters.add("endMillis=" + range.endNanos() / 1_000_000L);
        }
        try (ServerConnection asked = credentials.connect(origin)) {
            JsonNode found = new ObjectMapper()
                    .readTree(asked.answer(asked.request("/nightjar/v1/logs/verify?" + String.join("&", parameters))
                            .timeout(TIMEOUT)));
            for (JsonNode fault : found.path("faults")) {
                System.out.printf(
                        "%s at %d, stream %s: %s%n",
                        fault.path("file").asText(),
                        fault.path("offset").asLong(),
                        fault.path("labels"),
                        fault.path("found").asText());
            }
            JsonNode unsealed = found.path("unsealed");
            return summary(
                    found.path("days").asInt(),
                    found.path("streams").asInt(),
                    found.path("blocks").asLong(),
                    found.path("lines").asLong(),
                    found.path("removals").asLong(),
                    new LogVerification.Unsealed(
                            unsealed.path("lines").asLong(),
                            unsealed.path("bytes").asLong(),
                            unsealed.path("intact").asBoolean()),
                    found.path("faults").size());
        }
    }

    private static int summary(
            int days,
            int streams,
            long blocks,
            long lines,
            long removals,
            LogVerification.Unsealed unsealed,
            int faults) {
        System.out.printf(
                "%s: %d days, %d streams, %,d blocks, %,d lines; lines were taken out of %,d blocks%n",
                faults == 0 ? "fine" : faults + (faults == 1 ? " fault" : " faults"),
                days,
                streams,
                blocks,
                lines,
                removals);
        System.out.printf(
                "not in blocks yet: %,d lines (%,d bytes of text) of the write-ahead log; its checksums %s%n",
                unsealed.lines(),
                unsealed.bytes(),
                unsealed.intact() ? "hold" : "do not hold, and what stands behind the damage is not counted");
        return faults == 0 ? 0 : 1;
    }
}
