package dev.nightjar.web.api;

import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;

/** The overview, services and instances. */
final class ViewRoutes {
    private final Views views;
    private final InstantSource clock;

    ViewRoutes(Views views, InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("overview", exchange -> Json.reply(views.overview(Span.of(exchange, clock))));
        router.get("services/:name", this::service);
        router.get(
                "services/:name/instances/:instance",
                exchange -> Json.reply(
                        views.instance(exchange.path("name"), exchange.path("instance"), Span.of(exchange, clock))));
    }

    private Reply service(Exchange exchange) {
        String name = exchange.path("name");
        return views.service(name, Span.of(exchange, clock))
                .map(Json::reply)
                .orElseThrow(() -> HttpProblem.notFound(
                        "no data of a service \"" + name + "\" in this time",
                        "choose another time, or send metrics with the label service=\"" + name + "\""));
    }
}
