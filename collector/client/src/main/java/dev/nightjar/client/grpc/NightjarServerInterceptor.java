package dev.nightjar.client.grpc;

import dev.nightjar.client.Call;
import dev.nightjar.client.CallSide;
import dev.nightjar.client.Calls;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Watches the calls that a gRPC server answers: {@code serverBuilder.intercept(new
 * NightjarServerInterceptor(client.calls()))}. The request, where there is exactly one, is the parameter {@code
 * request}, after the rules of redaction.
 */
public final class NightjarServerInterceptor implements ServerInterceptor {
    private final Calls calls;

    public NightjarServerInterceptor(Calls calls) {
        this.calls = calls;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> answered, Metadata headers, ServerCallHandler<Q, A> next) {
        Call call = calls.begin(
                        CallSide.SERVER,
                        GrpcEnd.PROTOCOL,
                        answered.getMethodDescriptor().getFullMethodName())
                .calledBy(headers.get(GrpcEnd.CALLER));
        boolean oneRequest = answered.getMethodDescriptor().getType().clientSendsOneMessage();
        if (!oneRequest) {
            call.enter();
        }
        try {
            return new Watched<>(next.startCall(new Closing<>(answered, call), headers), call);
        } catch (RuntimeException | Error e) {
            GrpcEnd.exit(call, Status.fromThrowable(e));
            throw e;
        }
    }

    private static final class Closing<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Call call;

        Closing(ServerCall<Q, A> answered, Call call) {
            super(answered);
            this.call = call;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            GrpcEnd.exit(call, status);
        }
    }

    private static final class Watched<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Call call;

        Watched(ServerCall.Listener<Q> listener, Call call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            call.parameter("request", GrpcEnd.text(message));
            call.enter();
            orFailed(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            call.enter();
            orFailed(super::onHalfClose);
        }

        @Override
        public void onCancel() {
            orFailed(super::onCancel);
            GrpcEnd.exit(call, Status.CANCELLED);
        }

        /** gRPC itself closes the call of a listener that throws, past the interceptors. */
        private void orFailed(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                GrpcEnd.exit(call, Status.UNKNOWN.withCause(e));
                throw e;
            }
        }
    }
}
