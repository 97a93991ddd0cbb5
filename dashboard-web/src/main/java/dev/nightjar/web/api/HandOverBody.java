package dev.nightjar.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.oncall.HandOverWish;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns the body of a request into an override that somebody wants. */
final class HandOverBody {
    private HandOverBody() {}

    /** Who names nobody takes the time: {@code by} is who asks. */
    static HandOverWish wish(JsonNode body, String by) {
        String person = Json.optional(body, "person");
        return new HandOverWish(
                Json.optional(body, "overrideId"),
                Json.required(body, "rotation"),
                person.isEmpty() ? by : person,
                time(body, "startMillis"),
                time(body, "endMillis"),
                Json.optional(body, "reason"));
    }

    private static @Nullable Instant time(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new HttpProblem(
                    400,
                    "\"" + name + "\" is no time: " + value,
                    "body",
                    "milliseconds since 1970 as a whole number, or leave it out");
        }
        return Instant.ofEpochMilli(value.longValue());
    }
}
