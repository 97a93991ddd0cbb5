package dev.nightjar.bench.ingest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;

/** Makes calls of gRPC with messages that are bytes already, over one connection. Thread-safe. */
final class GrpcCaller implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    /** Blocks until it is answered. */
    void call(int port, String path, byte[] message) {
        Buffer frame = Buffer.buffer(message.length + 5)
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message);
        RequestOptions to = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(HttpMethod.POST)
                .setURI(path)
                .putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers");
        String status = client.request(to)
                .compose(request -> {
                    // asked for before anything is sent: the body of an answer that is there at once would be gone
                    Future<String> answered = request.response()
                            .compose(answer -> answer.body().map(body -> {
                                String trailer = answer.getTrailer("grpc-status");
                                return (trailer == null ? answer.getHeader("grpc-status") : trailer) + " "
                                        + body.length();
                            }));
                    return request.send(frame).compose(answer -> answered);
                })
                .await();
        if (!status.equals("0 5")) { // an empty message: no part was refused
            throw new IllegalStateException(path + ": status and length of the answer are " + status);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
