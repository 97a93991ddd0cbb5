package dev.nightjar.web.api;

import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.SlowQueries;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.User;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.prometheus.Explanations;
import java.util.Map;

/** Queries while they run and after: listed, killed, explained. */
final class RunningRoutes {
    private final ActiveQueries active;
    private final SlowQueries slow;
    private final Explanations explanations;

    RunningRoutes(ActiveQueries active, SlowQueries slow, Explanations explanations) {
        this.active = active;
        this.slow = slow;
        this.explanations = explanations;
    }

    /** What runs can be seen and killed also while queries queue; explaining runs one. */
    void mount(ApiRouter router, ApiRouter queries) {
        router.get("queries", exchange -> queries());
        router.command("queries/:id/kill", Need.ADMINISTER, this::kill);
        queries.get("explain", explanations::reply);
    }

    private Reply queries() {
        return Json.reply(new StoreDocuments.Queries(
                active.list().stream().map(StoreDocuments.Active::of).toList(),
                slow.list().stream().map(StoreDocuments.Slow::of).toList(),
                slow.threshold().toMillis() / 1000.0));
    }

    private Reply kill(Exchange exchange) {
        String by = exchange.kept(User.class).map(User::name).orElse("somebody at this machine");
        if (!active.kill(id(exchange), by)) {
            throw HttpProblem.notFound(
                    "no query \"" + exchange.path("id") + "\" is running", "it may have ended: see what runs now");
        }
        return Json.reply(Map.of("killed", true));
    }

    private static long id(Exchange exchange) {
        try {
            return Long.parseLong(exchange.path("id"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
