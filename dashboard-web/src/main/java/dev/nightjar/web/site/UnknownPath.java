package dev.nightjar.web.site;

import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What programs are answered that ask for what is not there, each in the shape in which its protocol tells of errors: none
 * of them could tell the page of the interface from an answer.
 */
final class UnknownPath {
    /** The first parts of paths that programs ask; no view of the interface begins so. */
    private static final Set<String> PROGRAMS = Set.of(
            "-",
            "api",
            "compactor",
            "config",
            "debug",
            "distributor",
            "elasticsearch",
            "federate",
            "heartbeat",
            "indexgateway",
            "ingester",
            "loki",
            "metrics",
            "nightjar",
            "otlp",
            "pattern",
            "probe",
            "prometheus",
            "querier",
            "query-frontend",
            "ruler",
            "scheduler",
            "store-gateway",
            "v1",
            "v2",
            "write");

    private static final int LONGEST_SHOWN = 200;

    private record OfPrometheus(String status, String errorType, String error) {}

    private record OfAlertmanager(int code, String message) {}

    /** As gRPC numbers what went wrong. */
    private record OfOpenTelemetry(int code, String message) {}

    private record OfPagerDuty(String status, String message, List<String> errors) {}

    private UnknownPath() {}

    /** @param path with its first slash */
    static boolean isOfPrograms(String path) {
        return PROGRAMS.contains(part(path, 1));
    }

    /** Tells of a path, or of a method that a path has not. */
    static void answer(RoutingContext context, int status) {
        context.response().setStatusCode(status);
        // where that could not be read it has no other form than it was sent in
        String path = status == 400 ? String.valueOf(context.request().path()) : context.normalizedPath();
        String shown = path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "…";
        String message = switch (status) {
            case 400 -> "the request could not be read";
            case 405 ->
                shown + " does not take " + context.request().method().name().toUpperCase(Locale.ROOT);
            default -> "there is nothing at " + shown;
        };
        boolean text = isText(path);
        context.response().putHeader("Content-Type", text ? Reply.TEXT : Reply.JSON);
        context.response().end(Buffer.buffer(text ? message + "\n" : json(path, status, message)));
    }

    /** Loki and what is asked of processes tell of errors in plain words. */
    private static boolean isText(String path) {
        return switch (part(path, 1)) {
            case "api" -> part(path, 2).equals("prom");
            case "nightjar", "otlp", "prometheus", "v1", "v2", "elasticsearch" -> false;
            default -> isOfPrograms(path);
        };
    }

    private static String json(String path, int status, String message) {
        return switch (part(path, 1)) {
            case "api" ->
                part(path, 2).equals("v2")
                        ? Json.text(new OfAlertmanager(status, message))
                        : Json.text(new OfPrometheus("error", status == 404 ? "not_found" : "bad_data", message));
            case "prometheus" ->
                Json.text(new OfPrometheus("error", status == 404 ? "not_found" : "bad_data", message));
            case "otlp", "v1" -> Json.text(new OfOpenTelemetry(status == 404 ? 5 : 12, message));
            case "v2" -> Json.text(new OfPagerDuty("invalid", message, List.of(message)));
            default -> Problems.json(message, null, "GET /nightjar/v1/openapi.json says what there is");
        };
    }

    /** @param which counted from one; empty where there are fewer */
    private static String part(String path, int which) {
        String[] parts = path.split("/", which + 2);
        return parts.length > which ? parts[which] : "";
    }
}
