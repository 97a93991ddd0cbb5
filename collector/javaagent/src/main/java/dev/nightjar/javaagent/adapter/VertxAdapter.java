package dev.nightjar.javaagent.adapter;

import dev.nightjar.client.Calls;
import dev.nightjar.client.vertx.NightjarHandler;
import dev.nightjar.javaagent.Adapter;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Watches requests from the moment that a router takes them. */
public final class VertxAdapter implements Adapter {
    private final Calls calls;

    public VertxAdapter(Calls calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object[] arguments) {
        NightjarHandler.begin(calls, (RoutingContext) self);
        return null;
    }

    @Override
    public void exit(Object token, @Nullable Throwable thrown) {}
}
