package dev.nightjar.web.api;

import dev.nightjar.alerting.routing.MatcherText;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Silences, what receivers are told, and whom an alert would go to. */
final class NoticeRoutes {
    private final Notices notices;
    private final InstantSource clock;

    NoticeRoutes(Notices notices, InstantSource clock) {
        this.notices = notices;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("silences", exchange -> Json.reply(notices.silences()));
        router.get("silences/preview", this::preview);
        router.post("silences", Need.RESPOND, this::save);
        router.post(
                "silences/:id/expire",
                Need.RESPOND,
                exchange -> Json.reply(notices.expire(exchange.path("id"), ApiRouter.user(exchange))));
        router.get("notices", exchange -> Json.reply(notices.notices()));
        router.get("routes/explain", this::explain);
    }

    private Reply save(Exchange exchange) {
        String by = ApiRouter.user(exchange);
        return Json.reply(notices.save(SilenceBody.wish(Json.body(exchange), by, clock.instant())));
    }

    private Reply preview(Exchange exchange) {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : exchange.parameters("filter")) {
            matchers.addAll(MatcherText.parse(text));
        }
        if (matchers.isEmpty()) {
            throw HttpProblem.badParameter("filter", "at least one matcher, such as severity=\"page\"");
        }
        return Json.reply(notices.preview(matchers));
    }

    private Reply explain(Exchange exchange) {
        Labels.Builder labels = Labels.builder();
        List<String> texts = exchange.parameters("label");
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw HttpProblem.badParameter("label", "written name=value, found \"" + text + "\"");
            }
            labels.set(text.substring(0, equals), text.substring(equals + 1));
        }
        if (texts.isEmpty()) {
            throw HttpProblem.badParameter("label", "at least one label of the alert, such as severity=page");
        }
        return Json.reply(notices.route(labels.build()));
    }
}
