package dev.nightjar.web.signin;

import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Router;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /nightjar/v1/sign-in}: by what people sign in here. For everybody: who asks has not signed in yet. */
public final class SignInChoices {
    private static final String PATH = "/nightjar/v1/sign-in";

    private record Provider(String name, @Nullable String problem) {}

    private record Choices(boolean tokens, @Nullable Provider provider) {}

    private final Optional<SignInRoutes> provider;
    private final boolean tokens;

    /** @param tokens whether people may sign in by tokens of their own */
    public SignInChoices(Optional<SignInRoutes> provider, boolean tokens) {
        this.provider = provider;
        this.tokens = tokens;
    }

    public void mount(Router router, Dispatcher dispatcher) {
        router.get(PATH).handler(dispatcher.handler(exchange -> choices(), Problems::reply));
    }

    private Reply choices() {
        return Json.reply(new Choices(
                tokens,
                provider.map(each -> new Provider(each.name(), each.trouble().orElse(null)))
                        .orElse(null)));
    }
}
