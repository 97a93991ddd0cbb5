package dev.nightjar.web.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.Notifications;
import dev.nightjar.alerting.silence.Recurrence;
import dev.nightjar.alerting.silence.Silence;
import dev.nightjar.alerting.silence.SilenceResult;
import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.definition.DurationText;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.access.User;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Silences. Beside Alertmanager's fields one may have {@code recurrence} ({@code every}, {@code zone}, {@code until}),
 * {@code endWhenQuietFor} and {@code remindBefore}.
 */
public final class SilenceRequests {
    /** What is over for longer is in the history only. */
    private static final Duration SHOWN = Duration.ofDays(5);

    private static final Pattern ID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private final Notifications notifications;
    private final InstantSource clock;

    public SilenceRequests(Notifications notifications, InstantSource clock) {
        this.notifications = notifications;
        this.clock = clock;
    }

    Reply list(Exchange exchange) {
        Instant now = clock.instant();
        List<Matcher> filter = AlertQuestions.matchers(exchange, "filter");
        List<Map<String, Object>> documents = notifications.silences().stream()
                .filter(silence -> silence.occurrence(now).endsAt().plus(SHOWN).isAfter(now))
                .filter(silence -> silence.matchers().containsAll(filter)) // word for word, as Alertmanager has it
                .filter(silence -> Flags.of(exchange, silence.state(now).name().toLowerCase(Locale.ROOT)))
                .sorted(order(now))
                .map(silence -> SilenceJson.of(silence, now))
                .toList();
        return Json.reply(documents);
    }

    /** Active ones by their end, then pending ones by their start, then those that are over, the last first. */
    private static Comparator<Silence> order(Instant now) {
        return Comparator.comparingInt((Silence silence) -> switch (silence.state(now)) {
                    case ACTIVE -> 0;
                    case PENDING -> 1;
                    case EXPIRED -> 2;
                })
                .thenComparingLong(silence -> switch (silence.state(now)) {
                    case ACTIVE -> silence.occurrence(now).endsAt().toEpochMilli();
                    case PENDING -> silence.occurrence(now).startsAt().toEpochMilli();
                    case EXPIRED -> -silence.occurrence(now).endsAt().toEpochMilli();
                });
    }

    /** Throws {@link Refusal} where it cannot be an id. */
    private static String id(Exchange exchange) {
        String id = exchange.path("id");
        if (!ID.matcher(id).matches()) {
            throw Refusal.wrongType("silenceID in path", "uuid", id);
        }
        return id;
    }

    Reply one(Exchange exchange) {
        return notifications
                .silence(id(exchange))
                .map(silence -> Json.reply(SilenceJson.of(silence, clock.instant())))
                .orElseGet(() -> Reply.text(404, Reply.JSON, ""));
    }

    Reply expire(Exchange exchange) {
        String by = exchange.kept(User.class).map(User::name).orElse("");
        if (!notifications.expire(id(exchange), by.isEmpty() ? "the API" : by)) {
            return Reply.text(404, Reply.JSON, "");
        }
        return Reply.text(200, Reply.JSON, "");
    }

    /** Makes or changes one. */
    public Reply save(Exchange exchange) {
        return switch (notifications.silence(wish(Json.body(exchange)))) {
            case SilenceResult.Saved saved -> Json.reply(Map.of("silenceID", saved.id()));
            case SilenceResult.Invalid invalid ->
                throw new HttpProblem(400, "Failed to create silence: " + invalid.reason(), null, null);
            case SilenceResult.Unknown unknown ->
                throw new HttpProblem(404, "silence " + unknown.id() + " not found", null, null);
        };
    }

    private SilenceWish wish(JsonNode body) {
        for (String field : List.of("comment", "createdBy", "endsAt", "matchers", "startsAt")) {
            require(body, field, field);
        }
        if (body.path("matchers").isEmpty()) {
            throw Refusal.empty("matchers");
        }
        Instant start = ApiTime.read("startsAt", body.path("startsAt").asText());
        Instant end = ApiTime.read("endsAt", body.path("endsAt").asText());
        Instant now = clock.instant();
        return new SilenceWish(
                body.path("id").asText(""),
                checked(body.path("matchers")),
                start == null ? now : start,
                end == null ? now : end,
                body.path("createdBy").asText(""),
                body.path("comment").asText(""),
                recurrence(body.path("recurrence")),
                orZero(duration(body, "endWhenQuietFor")),
                duration(body, "remindBefore"),
                annotations(body.path("annotations")));
    }

    private static void require(JsonNode body, String field, String where) {
        if (body.path(field).isMissingNode() || body.path(field).isNull()) {
            throw Refusal.missing(where);
        }
    }

    private static Map<String, String> annotations(JsonNode object) {
        Map<String, String> annotations = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isTextual()) {
                throw new HttpProblem(400, "annotations." + field.getKey() + ": must be a string", null, null);
            }
            annotations.put(field.getKey(), field.getValue().textValue());
        }
        return annotations;
    }

    /** Alertmanager's clients say all of a matcher but whether it is equal. */
    private static List<Matcher> checked(JsonNode list) {
        for (int i = 0; i < list.size(); i++) {
            for (String field : List.of("isRegex", "name", "value")) {
                require(list.get(i), field, "matchers." + i + "." + field);
            }
            if (!list.get(i).path("isRegex").isBoolean()) {
                throw new HttpProblem(400, "matchers." + i + ".isRegex: must be true or false", null, null);
            }
        }
        return matchers(list);
    }

    /** Matchers as objects with {@code name}, {@code value}, {@code isRegex} and {@code isEqual}. */
    public static List<Matcher> matchers(JsonNode list) {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode item : list) {
            boolean regex = item.path("isRegex").asBoolean(false);
            boolean equal = item.path("isEqual").asBoolean(true);
            Matcher.Op op = regex
                    ? (equal ? Matcher.Op.MATCHES : Matcher.Op.NOT_MATCHES)
                    : (equal ? Matcher.Op.EQUAL : Matcher.Op.NOT_EQUAL);
            String name = item.path("name").asText("");
            if (name.isEmpty()) {
                throw new HttpProblem(400, "silence invalid: a matcher without a label name", null, null);
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
                    ApiTime.read("recurrence.until", item.path("until").asText("")));
        } catch (DateTimeException e) {
            throw new HttpProblem(400, "recurrence.zone: not a time zone: \"" + zone + "\"", null, null);
        }
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }

    private static @Nullable Duration duration(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (text.isEmpty()) {
            return null;
        }
        return DurationText.parse(text)
                .orElseThrow(() -> new HttpProblem(
                        400, field + ": not a duration: \"" + text + "\"; write it like 30m or 2h", null, null));
    }
}
