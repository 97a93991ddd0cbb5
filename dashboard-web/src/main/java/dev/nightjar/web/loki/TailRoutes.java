package dev.nightjar.web.loki;

import dev.nightjar.model.NanoRange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.SocketHandler;
import dev.nightjar.web.loki.TailFrame.Form;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Lines as they come, over a WebSocket. */
final class TailRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_DELAY_SECONDS = 5;

    private final LogQueries queries;
    private final Tails tails;
    private final InstantSource clock;
    private final Executor workers;

    TailRoutes(LogQueries queries, Tails tails, InstantSource clock, Executor workers) {
        this.queries = queries;
        this.tails = tails;
        this.clock = clock;
        this.workers = workers;
    }

    void mount(LokiRouter router) {
        mount(router, LokiRouter.ROOT + "tail", parameters -> parameters.categorize() ? Form.CATEGORIZED : Form.MERGED);
        mount(router, LokiRouter.OLD + "tail", parameters -> Form.OLD);
    }

    private void mount(LokiRouter router, String path, Function<LokiParameters, Form> form) {
        router.stream(
                path,
                new SocketHandler(
                        workers,
                        exchange -> {
                            LokiParameters parameters = new LokiParameters(exchange, clock);
                            return open(parameters, form.apply(parameters));
                        },
                        LokiFailures::reply)::handle);
    }

    private SocketHandler.Conversation open(LokiParameters parameters, Form form) {
        NanoRange range = parameters.range(LokiParameters.QUERY_SPAN);
        return tails.open(new TailQuestion(
                queries.follower(parameters.query()),
                parameters.text("cursor").map(TailRoutes::number).orElse(TailQuestion.WITH_HISTORY),
                range.startNanos(),
                parameters.lineLimit("limit", DEFAULT_LIMIT),
                delayMillis(parameters.text("delay_for")),
                form));
    }

    private static long number(String cursor) {
        try {
            long number = Long.parseLong(cursor);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw HttpProblem.badParameter("cursor", "\"" + cursor + "\" is not a cursor: send one that a frame had");
    }

    private static long delayMillis(Optional<String> text) {
        long seconds;
        try {
            seconds = Long.parseLong(text.orElse("0"));
        } catch (NumberFormatException e) {
            throw HttpProblem.badParameter(
                    "delay_for",
                    "could not parse 'delay_for' parameter: \"" + text.orElse("") + "\" is not a number of seconds");
        }
        if (seconds > MAX_DELAY_SECONDS || seconds < 0) {
            throw HttpProblem.badParameter("delay_for", "delay_for can't be greater than " + MAX_DELAY_SECONDS);
        }
        return 1000 * seconds;
    }
}
