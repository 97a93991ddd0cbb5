package dev.nightjar.javaagent.adapter;

import dev.nightjar.client.Calls;
import dev.nightjar.client.grpc.NightjarServerInterceptor;
import dev.nightjar.javaagent.Adapter;
import io.grpc.ServerBuilder;
import org.jspecify.annotations.Nullable;

/** Gives gRPC servers an interceptor as they are made. */
public final class GrpcServerAdapter implements Adapter {
    private final NightjarServerInterceptor interceptor;

    public GrpcServerAdapter(Calls calls) {
        interceptor = new NightjarServerInterceptor(calls);
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object[] arguments) {
        ((ServerBuilder<?>) self).intercept(interceptor);
        return null;
    }

    @Override
    public void exit(Object token, @Nullable Throwable thrown) {}
}
