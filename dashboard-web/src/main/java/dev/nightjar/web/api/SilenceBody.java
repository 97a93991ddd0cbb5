package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.silence.Recurrence;
import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the body of a request into a silence that somebody wants. */
final class SilenceBody {
    private SilenceBody() {}

    /** {@code by} is who asks: nobody silences in another's name. */
    static SilenceWish wish(JsonNode body, String by, Instant now) {
        return new SilenceWish(
                Json.optional(body, "silenceId"),
                matchers(body.path("matchers")),
                time(body, "startsMillis").orElse(now),
                time(body, "endsMillis")
                        .orElseThrow(() ->
                                new HttpProblem(400, "\"endsMillis\" is missing", "body", "say when the silence ends")),
                by,
                Json.required(body, "comment"),
                recurrence(body.path("recurrence")),
                seconds(body, "endWhenQuietSeconds").orElse(Duration.ZERO),
                seconds(body, "remindBeforeSeconds").orElse(null));
    }

    private static List<Matcher> matchers(JsonNode list) {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode item : list) {
            String symbol = item.path("op").asText("=");
            Matcher.Op op = Stream.of(Matcher.Op.values())
                    .filter(each -> each.symbol().equals(symbol))
                    .findFirst()
                    .orElseThrow(() -> new HttpProblem(
                            400, "matchers: no operator \"" + symbol + "\"", "body", "write =, !=, =~ or !~"));
            String name = item.path("name").asText("");
            if (name.isEmpty()) {
                throw new HttpProblem(400, "matchers: a label's name is missing", "body", null);
            }
            matchers.add(new Matcher(name, op, item.path("value").asText("")));
        }
        return matchers;
    }

    private static @Nullable Recurrence recurrence(JsonNode item) {
        if (!item.isObject()) {
            return null;
        }
        String zone = item.path("zone").asText("UTC");
        try {
            return new Recurrence(
                    Recurrence.Every.of(item.path("every").asText("")),
                    ZoneId.of(zone),
                    time(item, "untilMillis").orElse(null));
        } catch (DateTimeException e) {
            throw new HttpProblem(400, "recurrence: not a time zone: \"" + zone + "\"", "body", null);
        }
    }

    private static Optional<Instant> time(JsonNode body, String name) {
        return whole(body, name).map(Instant::ofEpochMilli);
    }

    private static Optional<Duration> seconds(JsonNode body, String name) {
        return whole(body, name).map(found -> {
            if (found < 0) {
                throw new HttpProblem(400, "\"" + name + "\" is below 0", "body", null);
            }
            return Duration.ofSeconds(found);
        });
    }

    private static Optional<Long> whole(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()) {
            throw new HttpProblem(400, "\"" + name + "\" must be a whole number", "body", null);
        }
        return Optional.of(value.longValue());
    }
}
