package dev.nightjar.web.loki;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.QueryValue;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.prometheus.QueryValueJson;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How much was written, without looking at a line. */
final class IndexRoutes {
    private static final int DEFAULT_SERIES = 100;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** @param chunks of other stores; here one per stream that has lines */
    private record Stats(long streams, long chunks, long entries, long bytes) {}

    /** Both inside. */
    private record Bounds(BigInteger min, BigInteger max) {}

    private record Shard(Bounds bounds, Stats stats) {}

    /** Every stream there could be, by the hash of its labels. */
    private static final Bounds ALL =
            new Bounds(BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE));

    private final LogQueries queries;
    private final LogReader logs;
    private final InstantSource clock;

    IndexRoutes(LogQueries queries, LogReader logs, InstantSource clock) {
        this.queries = queries;
        this.logs = logs;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.query("index/stats", this::stats);
        router.query("index/shards", this::shards);
        router.query("index/volume", exchange -> volume(exchange, false));
        router.query("index/volume_range", exchange -> volume(exchange, true));
    }

    private Reply stats(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        return Json.reply(stats(parameters, queries.selectorAlone(parameters.query())));
    }

    /**
     * Who means to ask in parts is told that there is one: a question is spread over the cores here, and half of one
     * would take as long as all of it.
     */
    private Reply shards(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        checkShardSize(parameters);
        Stats stats = stats(parameters, queries.selector(parameters.query()));
        return Reply.json(stream -> {
            try (JsonGenerator out = Json.generator(stream)) {
                out.writeStartObject();
                out.writeFieldName("shards");
                out.writeRawValue(Json.text(List.of(new Shard(ALL, stats))));
                CostJson.write(out, "statistics", new QueryCost(0, 0, 1, 0));
                out.writeNullField("chunkGroups");
                out.writeEndObject();
            }
        });
    }

    private static void checkShardSize(LokiParameters parameters) {
        String text = parameters.text("targetBytesPerShard").orElse("");
        if (!text.matches("[0-9]*[1-9][0-9]*(\\.[0-9]+)? ?([kKMGTPE]?i?[bB]?)")) {
            throw HttpProblem.badParameter(
                    "targetBytesPerShard", "targetBytesPerShard must be a positive value, such as 600MB");
        }
    }

    private Stats stats(LokiParameters parameters, List<Matcher> matchers) {
        NanoRange range = parameters.range(LokiParameters.QUERY_SPAN);
        long entries = 0;
        long bytes = 0;
        List<LogVolume> volumes = whole(matchers, range);
        for (LogVolume volume : volumes) {
            entries += volume.lines()[0];
            bytes += volume.bytes()[0];
        }
        return new Stats(volumes.size(), volumes.size(), entries, bytes);
    }

    /** What each stream wrote in the whole range, in one slice. */
    private List<LogVolume> whole(List<Matcher> matchers, NanoRange range) {
        long span = range.endNanos() - range.startNanos();
        return span <= 0 ? List.of() : logs.volume(LokiParameters.selection(matchers, range), span);
    }

    private Reply volume(Exchange exchange, boolean overTime) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        List<Matcher> matchers = queries.selectorAlone(parameters.query());
        NanoRange range = parameters.range(LokiParameters.QUERY_SPAN);
        int limit = parameters.limit("limit", DEFAULT_SERIES);
        VolumeTable table = new VolumeTable(grouping(parameters, matchers));
        if (overTime) {
            slices(range, parameters.stepMillis(range) * NANOS_PER_MILLI).forEach(slice -> add(table, matchers, slice));
        } else {
            add(table, matchers, range);
        }
        QueryValue value = overTime ? table.matrix(limit) : table.vector(limit);
        return LokiJson.success(out -> {
            out.writeStartObject();
            QueryValueJson.withoutExponents(out).members(value);
            CostJson.write(out, new QueryCost(table.lines(), 0, table.size(), 0));
            out.writeEndObject();
        });
    }

    private void add(VolumeTable table, List<Matcher> matchers, NanoRange slice) {
        long end = slice.endNanos() / NANOS_PER_MILLI;
        for (LogVolume volume : whole(matchers, slice)) {
            table.add(volume.labels(), end, volume.lines()[0], volume.bytes()[0]);
        }
    }

    /** Slices that end at multiples of the step; the first may be shorter, and so may the last. */
    private static List<NanoRange> slices(NanoRange range, long stepNanos) {
        List<NanoRange> slices = new ArrayList<>();
        long start = range.startNanos();
        while (start < range.endNanos()) {
            long end = Math.min(range.endNanos(), start - Math.floorMod(start, stepNanos) + stepNanos);
            slices.add(new NanoRange(start, end));
            start = end;
        }
        return slices;
    }

    private static VolumeTable.Grouping grouping(LokiParameters parameters, List<Matcher> matchers) {
        Optional<List<String>> targets = parameters
                .text("targetLabels")
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
        List<String> names = targets.orElseGet(
                () -> matchers.stream().map(Matcher::name).distinct().toList());
        boolean byLabel = switch (parameters.text("aggregateBy").orElse("series")) {
            case "series" -> false;
            case "labels" -> true;
            default ->
                throw HttpProblem.badParameter("aggregateBy", "invalid aggregation option: must be series or labels");
        };
        return new VolumeTable.Grouping(names, targets.isPresent(), byLabel);
    }
}
