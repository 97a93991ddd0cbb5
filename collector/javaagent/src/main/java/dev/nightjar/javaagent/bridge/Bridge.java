package dev.nightjar.javaagent.bridge;

import org.jspecify.annotations.Nullable;

/** What instrumented methods call as they begin and end. Without an agent behind it, it does nothing; it never throws. */
public final class Bridge {
    /** The agent. */
    public interface Hook {
        /** The method's object and arguments; what is returned is handed to {@link #exit}, null: not interested in the end. */
        @Nullable
        Object enter(String point, Object self, @Nullable Object[] arguments);

        void exit(Object token, @Nullable Throwable thrown);
    }

    private static volatile @Nullable Hook hook;

    private Bridge() {}

    public static void install(Hook agent) {
        hook = agent;
    }

    public static @Nullable Object enter(String point, Object self, @Nullable Object[] arguments) {
        Hook agent = hook;
        try {
            return agent == null ? null : agent.enter(point, self, arguments);
        } catch (Exception | LinkageError e) {
            return null;
        }
    }

    public static void exit(@Nullable Object token, @Nullable Throwable thrown) {
        Hook agent = hook;
        try {
            if (agent != null && token != null) {
                agent.exit(token, thrown);
            }
        } catch (Exception | LinkageError e) {
            // the service goes on, whatever happens to its watcher
            return;
        }
    }
}
