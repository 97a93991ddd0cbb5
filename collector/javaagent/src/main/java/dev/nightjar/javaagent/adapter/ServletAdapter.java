package dev.nightjar.javaagent.adapter;

import dev.nightjar.client.Calls;
import dev.nightjar.client.servlet.ServletCall;
import dev.nightjar.javaagent.Adapter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/** Watches HTTP servlets as their container calls them. */
public final class ServletAdapter implements Adapter {
    private final Calls calls;

    public ServletAdapter(Calls calls) {
        this.calls = calls;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object[] arguments) {
        return arguments[0] instanceof ServletRequest request && arguments[1] instanceof ServletResponse response
                ? ServletCall.begin(calls, request, response)
                : null;
    }

    @Override
    public void exit(Object token, @Nullable Throwable thrown) {
        ((ServletCall) token).returned(thrown);
    }
}
