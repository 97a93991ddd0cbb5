package dev.nightjar.demo;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** The lines an instance writes: access lines, JSON of the application, stack traces. */
final class Lines {
    private final String instance;
    private final RandomGenerator random;

    Lines(String instance, RandomGenerator random) {
        this.instance = instance;
        this.random = random;
    }

    String access(ServiceSpec.Route route, int code, double seconds) {
        return format(
                "10.%d.%d.%d - - \"%s %s HTTP/1.1\" %d %d %.3f trace=%s",
                random.nextInt(8),
                random.nextInt(256),
                random.nextInt(256),
                route.method(),
                route.path().replace("{id}", Integer.toString(1000 + random.nextInt(9000))),
                code,
                200 + random.nextInt(4000),
                seconds,
                trace());
    }

    String business(String service, double seconds) {
        String message = switch (service) {
            case "checkout" -> "order placed";
            case "payment" -> "card charged";
            default -> "products listed";
        };
        return json(
                "info",
                message,
                format(
                        "\"order\":\"o-%06d\",\"amount_cents\":%d,\"duration_ms\":%.0f",
                        random.nextInt(1_000_000), 500 + random.nextInt(20_000), seconds * 1000));
    }

    String slowWrite(String device, double seconds) {
        return json(
                "warn",
                "slow write",
                format(
                        "\"path\":\"/var/lib/shop/journal\",\"device\":\"%s\",\"took_ms\":%.0f",
                        device, seconds * 1000));
    }

    String timeout(ServiceSpec.Route route, double seconds) {
        return format(
                "%s %s gave up after %.0f ms trace=%s\njava.util.concurrent.TimeoutException: no answer within 1000 ms\n"
                        + "\tat shop.http.Deadline.expired(Deadline.java:41)\n\tat shop.store.Journal.append(Journal.java:118)\n"
                        + "\tat shop.http.Handler.handle(Handler.java:73)",
                route.method(), route.path(), seconds * 1000, trace());
    }

    String calleeFailed(String callee, ServiceSpec.Route route, double seconds) {
        return format(
                "call of %s failed after %.0f ms while serving %s %s trace=%s\nshop.rpc.PeerUnavailable: %s did not answer\n"
                        + "\tat shop.rpc.Client.call(Client.java:96)\n\tat shop.http.Handler.handle(Handler.java:61)",
                callee, seconds * 1000, route.method(), route.path(), trace(), callee);
    }

    String exception(String failure, ServiceSpec.Route route) {
        return format(
                "%s %s failed trace=%s\n%s\n\tat shop.pricing.Rules.apply(Rules.java:57)\n"
                        + "\tat shop.checkout.Total.of(Total.java:31)\n\tat shop.http.Handler.handle(Handler.java:68)",
                route.method(), route.path(), trace(), failure);
    }

    String garbageCollection(Memory memory) {
        return json(
                "warn",
                "garbage collection takes most of the time",
                format(
                        "\"used_mb\":%.0f,\"limit_mb\":%.0f,\"share\":%.2f",
                        memory.usedBytes() / 1e6, Memory.LIMIT_BYTES / 1e6, memory.collecting()));
    }

    String started(String version) {
        return json("info", "started", format("\"version\":\"%s\"", version));
    }

    private String json(String level, String message, String fields) {
        return format(
                "{\"level\":\"%s\",\"msg\":\"%s\",\"instance\":\"%s\",%s,\"trace_id\":\"%s\"}",
                level, message, instance, fields, trace());
    }

    private String trace() {
        return format("%016x", random.nextLong());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
