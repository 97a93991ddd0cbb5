package dev.nightjar.ingest.push;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.Compression;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleSink;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Takes what batch jobs push, as Prometheus' Pushgateway does: PUT replaces a group, POST its metrics of the same names,
 * DELETE ends it. What a push replaces gets stale markers. A group is stored again every minute until it is deleted, or
 * Nightjar ends: a job of the night is seen all day.
 */
public final class Pushgateway {
    private static final String NAME = "push";

    private final PushGroups groups;
    private final IngestLimits limits;

    public Pushgateway(SampleSink sink, IngestLimits limits, InstantSource clock) {
        this.groups = new PushGroups(sink, clock);
        this.limits = limits;
    }

    /** By path, for {@link dev.nightjar.ingest.IngestRoutes}. */
    public Map<String, IngestProtocol> protocols() {
        Push push = new Push(groups, limits, new Asked("PUT", "", ""));
        return Map.of(GroupPath.PREFIX + "/*", push, GroupPath.PREFIX + "@base64/*", push);
    }

    /** Stores all groups once more. Blocks; to be called every minute. */
    public void repeat(IngestCounters counters) {
        for (Answer answer : groups.repeat()) {
            counters.accepted(NAME, "repeated", answer.accepted());
            for (Rejection refused : answer.refused()) {
                counters.refused(NAME, "repeated", refused);
            }
        }
    }

    private record Push(PushGroups groups, IngestLimits limits, Asked request) implements IngestProtocol {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Set<String> methods() {
            return Set.of("PUT", "POST", "DELETE");
        }

        @Override
        public IngestProtocol asked(Asked asked) {
            return new Push(groups, limits, asked);
        }

        @Override
        public Answer store(MultiMap headers, byte[] body) throws MalformedException {
            Labels group = GroupPath.read(request.path());
            if (request.method().equals("DELETE")) {
                return groups.delete(group);
            }
            try {
                byte[] decoded = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
                String type = String.valueOf(headers.get("Content-Type"));
                return groups.replace(
                        group,
                        PushedBody.read(decoded, type, group),
                        request.method().equals("PUT"));
            } catch (MalformedException e) {
                groups.failed(group);
                throw e;
            }
        }
    }
}
