package dev.nightjar.javaagent.adapter;

import dev.nightjar.client.Calls;
import dev.nightjar.client.grpc.NightjarClientInterceptor;
import dev.nightjar.javaagent.Adapter;
import io.grpc.ManagedChannelBuilder;
import org.jspecify.annotations.Nullable;

/** Gives gRPC channels an interceptor as they are made. */
public final class GrpcClientAdapter implements Adapter {
    private final NightjarClientInterceptor interceptor;

    public GrpcClientAdapter(Calls calls) {
        interceptor = new NightjarClientInterceptor(calls);
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object[] arguments) {
        ((ManagedChannelBuilder<?>) self).intercept(interceptor);
        return null;
    }

    @Override
    public void exit(Object token, @Nullable Throwable thrown) {}
}
