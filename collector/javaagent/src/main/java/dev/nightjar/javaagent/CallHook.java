package dev.nightjar.javaagent;

import dev.nightjar.client.Calls;
import dev.nightjar.javaagent.bridge.Bridge;
import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Hands what happens at a point to the adapter of its framework, of which there is one for each class loader that has the framework. */
final class CallHook implements Bridge.Hook {
    private static final System.Logger LOG = System.getLogger("dev.nightjar.javaagent");

    /** By point: the class whose loader the framework is in, and the adapter's name. */
    private record Framework(String marker, String adapter) {}

    private record Entered(Adapter adapter, Object token) {}

    private static final Map<String, Framework> FRAMEWORKS = Map.of(
            Points.SERVLET, new Framework("jakarta.servlet.http.HttpServlet", "ServletAdapter"),
            Points.VERTX, new Framework("io.vertx.ext.web.impl.RoutingContextImpl", "VertxAdapter"),
            Points.GRPC_SERVER, new Framework("io.grpc.internal.ServerImplBuilder", "GrpcServerAdapter"),
            Points.GRPC_CLIENT, new Framework("io.grpc.internal.ManagedChannelImplBuilder", "GrpcClientAdapter"));

    private final Calls calls;
    private final Adapter httpServer;

    /** By the framework's loader and by point, for good; empty where the adapter does not fit the framework's version. */
    private final Map<ClassLoader, Map<String, Optional<Adapter>>> adapters = new ConcurrentHashMap<>();

    CallHook(Calls calls) {
        this.calls = calls;
        this.httpServer = new HttpServerAdapter(calls);
    }

    @Override
    public @Nullable Object enter(String point, Object self, @Nullable Object[] arguments) {
        Adapter adapter = point.equals(Points.HTTP_SERVER) ? httpServer : adapter(point, self);
        Object token = adapter == null ? null : adapter.enter(self, arguments);
        return adapter == null || token == null ? null : new Entered(adapter, token);
    }

    @Override
    public void exit(Object token, @Nullable Throwable thrown) {
        if (token instanceof Entered entered) {
            entered.adapter().exit(entered.token(), thrown);
        }
    }

    private @Nullable Adapter adapter(String point, Object self) {
        Framework framework = FRAMEWORKS.get(point);
        if (framework == null) {
            return null;
        }
        ClassLoader loader = loaderOf(framework.marker(), self.getClass());
        return loader == null
                ? null
                : adapters.computeIfAbsent(loader, of -> new ConcurrentHashMap<>())
                        .computeIfAbsent(point, of -> made(framework, loader))
                        .orElse(null);
    }

    private static @Nullable ClassLoader loaderOf(String marker, Class<?> of) {
        Class<?> at = of;
        while (at != null && !at.getName().equals(marker)) {
            at = at.getSuperclass();
        }
        return at == null ? null : at.getClassLoader();
    }

    private Optional<Adapter> made(Framework framework, ClassLoader loader) {
        try {
            Constructor<?> constructor = new AdapterLoader(loader, CallHook.class.getClassLoader())
                    .loadClass("dev.nightjar.javaagent.adapter." + framework.adapter())
                    .getConstructor(Calls.class);
            return Optional.of((Adapter) constructor.newInstance(calls));
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.WARNING, "Nightjar: " + framework.marker() + " is of a version that cannot be watched", e);
            return Optional.empty();
        }
    }
}
