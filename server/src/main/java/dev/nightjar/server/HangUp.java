package dev.nightjar.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal by which daemons are told to read their configuration again. The JVM would end by it. Java has no interface
 * to signals but {@code sun.misc.Signal}, which javac warns of in every use; so it is reached by name.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /** Has {@code task} run, on a thread of the JVM's, whenever the process gets a SIGHUP. Nothing where there is none. */
    static void runs(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle told = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(guarded(task));
            Object whoHandles =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(told, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), whoHandles);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no SIGHUP here", e);
        }
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("what a SIGHUP asked for failed", e);
            }
        };
    }
}
