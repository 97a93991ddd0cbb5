package dev.nightjar.client.grpc;

import static dev.nightjar.client.WatchedService.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.client.WatchedService;
import io.grpc.CallOptions;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real gRPC server and channel over a socket, both watched. */
class GrpcInterceptorsTest {
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final MethodDescriptor<String, String> PLACE = MethodDescriptor.newBuilder(new Text(), new Text())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("shop.Orders/Place")
            .build();
    private static final MethodDescriptor<String, String> FOLLOW = MethodDescriptor.newBuilder(new Text(), new Text())
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("shop.Orders/Follow")
            .build();

    private WatchedService service = unset();
    private Server server = unset();
    private ManagedChannel channel = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // set before each test
    private static <T> T unset() {
        return null;
    }

    @BeforeEach
    void start() throws Exception {
        service = new WatchedService();
        server = OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
                .intercept(new NightjarServerInterceptor(service.calls()))
                .addService(ServerServiceDefinition.builder("shop.Orders")
                        .addMethod(PLACE, ServerCalls.asyncUnaryCall(GrpcInterceptorsTest::place))
                        .addMethod(FOLLOW, ServerCalls.asyncBidiStreamingCall(GrpcInterceptorsTest::follow))
                        .build())
                .build()
                .start();
        channel = OkHttpChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .intercept(new NightjarClientInterceptor(service.calls()))
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        service.close();
    }

    private static void place(String request, StreamObserver<String> answer) {
        if (request.contains("unknown")) {
            answer.onError(Status.NOT_FOUND.withDescription("no such item").asException());
        } else if (request.contains("break")) {
            throw new IllegalStateException("broken");
        } else {
            answer.onNext("placed");
            answer.onCompleted();
        }
    }

    private static StreamObserver<String> follow(StreamObserver<String> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String value) {
                answer.onNext("seen " + value);
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    private String call(String request) {
        return ClientCalls.blockingUnaryCall(channel, PLACE, CallOptions.DEFAULT, request);
    }

    @Test
    void both_ends_of_a_call_are_written_down_and_know_each_other() throws Exception {
        assertThat(call("item: 17 password: \"tiger\"")).isEqualTo("placed");

        List<String> records = service.records(4);
        String made = only(records, "call=enter", "side=client");
        String answered = only(records, "call=enter", "side=server");
        assertThat(field(answered, "caller")).isEqualTo(field(made, "id"));
        assertThat(answered)
                .contains("protocol=grpc name=shop.Orders/Place version=1.4.2")
                .endsWith("p_request=\"item: 17 password: <secret>\"");
        assertThat(field(only(records, "call=exit", "side=server"), "id")).isEqualTo(field(answered, "id"));
        assertThat(only(records, "call=exit", "side=client")).contains("code=OK outcome=ok ms=");
        assertThat(service.measured("server", "shop.Orders/Place", "OK", "ok")).isEqualTo(1);
        assertThat(service.measured("client", "shop.Orders/Place", "OK", "ok")).isEqualTo(1);
    }

    @Test
    void a_refusal_is_the_callers_doing_and_a_broken_service_is_not() throws Exception {
        assertThatThrownBy(() -> call("unknown")).isInstanceOf(StatusRuntimeException.class);
        assertThatThrownBy(() -> call("break")).isInstanceOf(StatusRuntimeException.class);

        List<String> records = service.records(8);
        assertThat(records)
                .filteredOn(record -> record.startsWith("call=exit") && record.contains("side=server"))
                .anyMatch(record ->
                        record.contains("code=NOT_FOUND outcome=client_error") && record.contains("no such item"))
                .anyMatch(record -> record.contains("code=UNKNOWN outcome=server_error")
                        && record.endsWith("error=\"java.lang.IllegalStateException: broken\""));
        assertThat(service.measured("server", "shop.Orders/Place", "UNKNOWN", "server_error"))
                .isEqualTo(1);
        assertThat(service.measured("client", "shop.Orders/Place", "NOT_FOUND", "client_error"))
                .isEqualTo(1);
    }

    @Test
    void a_stream_is_one_call_to_its_end() throws Exception {
        List<String> got = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        StreamObserver<String> sending = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(FOLLOW, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(String value) {
                        got.add(value);
                    }

                    @Override
                    public void onError(Throwable broken) {
                        ended.countDown();
                    }

                    @Override
                    public void onCompleted() {
                        ended.countDown();
                    }
                });
        sending.onNext("a");
        sending.onNext("b");
        sending.onCompleted();
        ended.await();

        assertThat(got).containsExactly("seen a", "seen b");
        List<String> records = service.records(4);
        assertThat(records).hasSize(4).noneMatch(record -> record.contains("p_request"));
        assertThat(service.measured("server", "shop.Orders/Follow", "OK", "ok")).isEqualTo(1);
    }

    @Test
    void a_caller_that_hangs_up_ends_the_call() throws Exception {
        StreamObserver<String> sending = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(FOLLOW, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(String value) {}

                    @Override
                    public void onError(Throwable broken) {}

                    @Override
                    public void onCompleted() {}
                });
        sending.onNext("a");
        service.records(2);
        sending.onError(new IOException("changed my mind"));

        assertThat(service.records(4))
                .filteredOn(record -> record.startsWith("call=exit"))
                .hasSize(2)
                .allMatch(record -> record.contains("code=CANCELLED outcome=client_error"));
    }

    @Test
    void nobody_there_is_the_other_sides_doing() throws Exception {
        server.shutdownNow().awaitTermination();
        assertThatThrownBy(() -> call("item: 17")).isInstanceOf(StatusRuntimeException.class);

        assertThat(service.records(2).get(1)).contains("side=client", "code=UNAVAILABLE outcome=server_error");
    }

    private static String only(List<String> records, String event, String side) {
        List<String> found = records.stream()
                .filter(record -> record.startsWith(event) && record.contains(side))
                .toList();
        assertThat(found).as("%s %s of %s", event, side, records).hasSize(1);
        return found.get(0);
    }
}
