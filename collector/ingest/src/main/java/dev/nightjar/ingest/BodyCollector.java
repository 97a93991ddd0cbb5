package dev.nightjar.ingest;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
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

    /** Room made for a declared body before any of it has arrived. */
    private static final int MOST_AHEAD = 1 << 20;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Bodies bodies;
    private final int mostBytes;
    private final Handler<Answer> refused;
    private final long deadline;
    private byte[] collected;
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
        this.collected = new byte[Math.min(declared(request), MOST_AHEAD)];
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
        } else if (!bodies.reserve(more)) {
            refuse(Answer.overloaded(Duration.ofSeconds(1), "too much is being stored just now"));
        } else {
            if (more > collected.length - length) {
                collected =
                        Arrays.copyOf(collected, Math.min(mostBytes, Math.max(2 * collected.length, length + more)));
            }
            piece.getBytes(collected, length);
            length += more;
        }
    }

    private void tooSlow(Duration within) {
        request.response().putHeader("Connection", "close");
        refuse(Answer.tooSlow(within));
    }

    private void end(Taker taker) {
        if (finish()) {
            taker.take(length == collected.length ? collected : Arrays.copyOf(collected, length));
        }
    }

    private void refuse(Answer answer) {
        if (finish()) {
            bodies.release(length);
            refused.handle(answer);
        }
    }

    private void drop() {
        if (finish()) {
            bodies.release(length);
        }
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
