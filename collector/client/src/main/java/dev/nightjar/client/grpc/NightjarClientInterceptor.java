package dev.nightjar.client.grpc;

import dev.nightjar.client.Call;
import dev.nightjar.client.CallSide;
import dev.nightjar.client.Calls;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Watches the calls that a service makes over gRPC: {@code channelBuilder.intercept(new
 * NightjarClientInterceptor(client.calls()))}. It sends the call's id along.
 */
public final class NightjarClientInterceptor implements ClientInterceptor {
    private final Calls calls;

    public NightjarClientInterceptor(Calls calls) {
        this.calls = calls;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new Watched<>(next.newCall(method, options), method);
    }

    private final class Watched<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final MethodDescriptor<Q, A> method;
        private volatile @Nullable Call call;

        Watched(ClientCall<Q, A> made, MethodDescriptor<Q, A> method) {
            super(made);
            this.method = method;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            Call begun = calls.begin(CallSide.CLIENT, GrpcEnd.PROTOCOL, method.getFullMethodName());
            call = begun;
            if (!method.getType().clientSendsOneMessage()) {
                begun.enter();
            }
            headers.put(GrpcEnd.CALLER, begun.id());
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            GrpcEnd.exit(begun, status);
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }

        @Override
        public void sendMessage(Q message) {
            Call begun = call;
            if (begun != null) {
                begun.parameter("request", GrpcEnd.text(message));
                begun.enter();
            }
            super.sendMessage(message);
        }
    }
}
