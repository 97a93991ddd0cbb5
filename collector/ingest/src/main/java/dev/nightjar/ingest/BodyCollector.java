package dev.nightjar.ingest;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Collects a request's body, counting every byte from the moment it arrives against what all bodies together may take,
 * so that many senders that never finish cannot fill memory; and against a deadline, so that they do not stay. Runs on
 * the request's event loop.
 */
final class BodyCollector {
    /** Takes the body; whoever takes it gives its bytes back by {@link Bodies#release}. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] body);
    }

    /** What all bodies that are collected, decoded or stored take together. Thread-safe. */
    static final class Bodies {
        private final long most;
        private final AtomicLong bytes = new AtomicLong();

        Bodies(long most) {
            this.most = most;
        }

        boolean reserve(long more) {
            if (bytes.addAndGet(more) <= most) {
                return true;
            }
            bytes.addAndGet(-more);
            return false;
        }

        void release(long less) {
            bytes.addAndGet(-less);
        }

        long bytes() {
            return bytes.get();
        }
    }

    /**
     * Room is made for so many times what has arrived, of a body whose length is declared: a sender that declares much and
     * sends nothing gets none. What was reserved is the room, not what is in it.
     */
    private static final int AHEAD = 4;

    private static final byte[] NOTHING = new byte[0];

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Bodies bodies;
    private final int mostBytes;
    private final Handler<Answer> refused;
    private final long deadline;
    private byte[] collected = NOTHING;
    private int length;
    private boolean over;

    private BodyCollector(
            Vertx vertx,
            HttpServerRequest request,
            Bodies bodies,
            int mostBytes,
            Duration within,
            Handler<Answer> refused) {
        this.vertx = vertx;
        this.request = request;
        this.bodies = bodies;
        this.mostBytes = mostBytes;
        this.refused = refused;
        this.deadline = vertx.setTimer(within.toMillis(), id -> tooSlow(within));
    }

    /**
     * @param mostBytes of this body
     * @param within this time it must be complete
     * @param refused is told what to answer where the body is not taken; what still arrives of it is thrown away
     */
    static void collect(
            Vertx vertx,
            HttpServerRequest request,
            Bodies bodies,
            int mostBytes,
            Duration within,
            Taker taker,
            Handler<Answer> refused) {
        BodyCollector collector = new BodyCollector(vertx, request, bodies, mostBytes, within, refused);
        if (declared(request) > mostBytes) {
            collector.refuse(collector.tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.exceptionHandler(gone -> collector.drop());
        request.response().closeHandler(nothing -> collector.drop());
        request.endHandler(nothing -> collector.end(taker));
        request.handler(collector::more);
    }

    /** What the sender says the body will be, 0 if it does not say. */
    private static int declared(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        return length.length() > 18 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(length));
    }

    private Answer tooLarge() {
        return Answer.of(
                MalformedException.tooLarge("the body is larger than " + mostBytes + " bytes: send smaller requests"));
    }

    private void more(Buffer piece) {
        if (over) {
            return;
        }
        int more = piece.length();
        if (more > mostBytes - length) {
            refuse(tooLarge());
        } else if (!hasRoom(length + more)) {
            refuse(Answer.overloaded(Duration.ofSeconds(1), "too much is being stored just now"));
        } else {
            piece.getBytes(collected, length);
            length += more;
        }
    }

    private boolean hasRoom(int needed) {
        if (needed <= collected.length) {
            return true;
        }
        int declared = declared(request);
        long wanted = declared >= needed
                ? Math.min(declared, (long) AHEAD * needed)
                : Math.min(mostBytes, Math.max(2L * collected.length, needed));
        if (!bodies.reserve(wanted - collected.length)) {
            return false;
        }
        collected = Arrays.copyOf(collected, (int) wanted);
        return true;
    }

    private void tooSlow(Duration within) {
        if (request.version() != HttpVersion.HTTP_2) { // where other requests share the connection
            request.response().putHeader("Connection", "close");
            request.response().endHandler(answered -> request.connection().close()); // Vert.x waits for the body's end
        }
        refuse(Answer.tooSlow(within));
    }

    private void end(Taker taker) {
        if (finish()) {
            bodies.release(collected.length - length);
            taker.take(length == collected.length ? collected : Arrays.copyOf(collected, length));
        }
    }

    private void refuse(Answer answer) {
        if (finish()) {
            forget();
            refused.handle(answer);
        }
    }

    private void drop() {
        if (finish()) {
            forget();
        }
    }

    /** The request outlives its body where it is refused before all of it has arrived. */
    private void forget() {
        bodies.release(collected.length);
        collected = NOTHING;
        length = 0;
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        vertx.cancelTimer(deadline);
        return true;
    }
}
