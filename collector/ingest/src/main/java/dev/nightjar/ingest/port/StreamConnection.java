package dev.nightjar.ingest.port;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One sender's connection. Nothing is read from it while what it sent is being stored, however long the store is full:
 * the sender's own buffer fills, and it waits. Handlers run on the connection's event loop, storing on {@code workers}.
 */
final class StreamConnection {
    private final Vertx vertx;
    private final NetSocket socket;
    private final MessageIntake intake;
    private final InstantSource clock;
    private final Executor workers;
    private final Context eventLoop;
    private final MessageFrames frames;
    private final int maxBytes;
    private final String sender;
    private final Consumer<StreamConnection> gone;
    private volatile Instant heardAt;

    StreamConnection(
            Vertx vertx,
            NetSocket socket,
            MessageIntake intake,
            int maxBytes,
            InstantSource clock,
            Executor workers,
            Consumer<StreamConnection> gone) {
        this.vertx = vertx;
        this.socket = socket;
        this.intake = intake;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.workers = workers;
        this.gone = gone;
        this.eventLoop = vertx.getOrCreateContext();
        this.sender = String.valueOf(socket.remoteAddress().hostAddress());
        boolean counted = intake.protocol().framing() == MessageProtocol.Framing.COUNTED_OR_LINES;
        this.frames = new MessageFrames(counted, maxBytes);
        this.heardAt = clock.instant();
    }

    String sender() {
        return sender;
    }

    /** When its last whole message came, or it began. From any thread. */
    Instant heardAt() {
        return heardAt;
    }

    /** Hangs up. From any thread. */
    void close() {
        socket.close();
    }

    void start() {
        socket.exceptionHandler(broken -> socket.close());
        socket.endHandler(nothing -> end()); // when all that was sent has been read, unlike the close handler
        socket.handler(this::read);
    }

    private void read(Buffer piece) {
        List<Message> messages = new ArrayList<>();
        frames.feed(piece.getBytes(), taker(messages));
        int tooLong = frames.takeTooLong();
        if (tooLong > 0) {
            intake.lost(sender, MessageFrames.tooLong(maxBytes, tooLong));
        }
        if (!messages.isEmpty()) {
            heardAt = clock.instant();
            socket.pause();
            again(messages);
        }
    }

    private MessageFrames.Taker taker(List<Message> to) {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return (in, from, end) -> to.add(new Message(in, from, end, sender, nanos, intake.nextPlace()));
    }

    private void again(List<Message> messages) {
        workers.execute(() -> {
            Optional<Duration> wait = intake.store(messages);
            eventLoop.runOnContext(nothing -> {
                if (wait.isPresent()) {
                    vertx.setTimer(Math.max(1, wait.get().toMillis()), id -> again(messages));
                } else {
                    socket.resume();
                }
            });
        });
    }

    /** Nothing is being stored by now: the connection was not read while it was. */
    private void end() {
        List<Message> rest = new ArrayList<>();
        frames.end(taker(rest));
        if (!rest.isEmpty()) {
            again(rest);
        }
        gone.accept(this);
    }
}
