package dev.nightjar.ingest.heartbeat;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.Asked;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.MalformedException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes signs of life: {@code /heartbeat/TOKEN} when a run ended well, {@code …/start} when it begins, {@code …/fail}
 * when it failed, {@code …/7} with its exit code. The token is all that is needed.
 */
public final class HeartbeatUrl implements IngestProtocol {
    private static final String PREFIX = "/heartbeat/";

    /** What the client library sends to. */
    private static final String API_PREFIX = "/nightjar/v1/heartbeat/";

    private static final int MOST_EXIT_CODE = 255;

    private final Heartbeats heartbeats;
    private final String path;

    private HeartbeatUrl(Heartbeats heartbeats, String path) {
        this.heartbeats = heartbeats;
        this.path = path;
    }

    /** By path. */
    public static Map<String, IngestProtocol> protocols(Heartbeats heartbeats) {
        HeartbeatUrl url = new HeartbeatUrl(heartbeats, "");
        return Map.of(PREFIX + "*", url, API_PREFIX + "*", url);
    }

    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public boolean isKnownByPath() {
        return true;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "POST");
    }

    @Override
    public IngestProtocol asked(Asked request) {
        return new HeartbeatUrl(heartbeats, request.path());
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        String[] parts = path.substring(path.startsWith(API_PREFIX) ? API_PREFIX.length() : PREFIX.length())
                .split("/", -1);
        if (parts.length > 2) {
            throw notFound();
        }
        String token = decoded(parts[0]);
        String sign = parts.length == 2 ? parts[1] : "0";
        return switch (sign) {
            case "start" -> answer(heartbeats.begun(token));
            case "fail" -> answer(heartbeats.ended(token, 1));
            default -> {
                if (!sign.matches("\\d{1,3}") || Integer.parseInt(sign) > MOST_EXIT_CODE) {
                    throw new MalformedException(
                            400,
                            "unknown_sign",
                            "after the token comes nothing, start, fail or an exit code from 0 to 255, found \"" + sign
                                    + "\"");
                }
                yield answer(heartbeats.ended(token, Integer.parseInt(sign)));
            }
        };
    }

    private static String decoded(String part) throws MalformedException {
        try {
            return QueryStringDecoder.decodeComponent(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static Answer answer(Heartbeats.Taken taken) throws MalformedException {
        return switch (taken) {
            case Heartbeats.Taken.Stored stored -> new Answer(200, "OK", 0, 1, List.of());
            case Heartbeats.Taken.UnknownToken unknown -> throw notFound();
            case Heartbeats.Taken.NotStored not -> Answer.of(not.why(), List.of());
        };
    }

    private static MalformedException notFound() {
        return new MalformedException(
                404, "unknown_token", "no heartbeat has this token: see heartbeats.yml in the folder of definitions");
    }
}
