package dev.nightjar.web;

import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;

/** {@code /-/reload}, as Prometheus and Alertmanager have it: what is wrong is answered with 500, and changes nothing. */
final class ReloadRoutes {
    private static final String PATH = "/-/reload";

    private final Supplier<List<String>> reload;

    ReloadRoutes(Supplier<List<String>> reload) {
        this.reload = reload;
    }

    void mount(Router router, AccessGate gate, Dispatcher dispatcher) {
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT)) {
            router.route(method, PATH).handler(gate.require(Need.OPERATE));
            router.route(method, PATH)
                    .handler(dispatcher.handler(
                            exchange -> reply(),
                            failure -> Reply.text(500, "failed to reload: " + failure.getMessage() + "\n")));
        }
        router.route(PATH)
                .handler(context -> context.response()
                        .setStatusCode(405)
                        .putHeader("Allow", "POST, PUT")
                        .putHeader("Content-Type", Reply.TEXT)
                        .end("Only POST or PUT requests allowed\n"));
    }

    private Reply reply() {
        List<String> problems = reload.get();
        return problems.isEmpty()
                ? Reply.text(200, "")
                : Reply.text(500, "failed to reload:\n" + String.join("\n", problems) + "\n");
    }
}
