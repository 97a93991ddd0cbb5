package dev.nightjar.javaagent;

import org.jspecify.annotations.Nullable;

/** Knows one framework's classes. */
public interface Adapter {
    /** As {@link dev.nightjar.javaagent.bridge.Bridge.Hook#enter}. */
    @Nullable
    Object enter(Object self, @Nullable Object[] arguments);

    void exit(Object token, @Nullable Throwable thrown);
}
