package dev.nightjar.ingest;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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

    private final RoutingContext context;
    private final Bodies bodies;
    private final int mostBytes;
    private final Handler<Answer> refused;
    private final Buffer collected;
    private final long deadline;
    private boolean over;

    private BodyCollector(
            RoutingContext context,
            Bodies bodies,
            int mostBytes,
            Duration within,
            Handler<Answer> refused,
            int expectedBytes) {
        this.context = context;
        this.collected = Buffer.buffer(Math.min(expectedBytes, MOST_AHEAD));
        this.bodies = bodies;
        this.mostBytes = mostBytes;
        this.refused = refused;
        this.deadline = context.vertx().setTimer(within.toMillis(), id -> tooSlow(within));
    }

    /**
     * @param mostBytes of this body
     * @param within this time it must be complete
     * @param refused is told what to answer where the body is not taken; what still arrives of it is thrown away
     */
    static void collect(
            RoutingContext context,
            Bodies bodies,
            int mostBytes,
            Duration within,
            Taker taker,
            Handler<Answer> refused) {
        HttpServerRequest request = context.request();
        long declared = declared(request.getHeader("Content-Length"));
        int expected = (int) Math.min(declared, mostBytes);
        BodyCollector collector = new BodyCollector(context, bodies, mostBytes, within, refused, expected);
        if (declared > mostBytes) {
            collector.refuse(collector.tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        request.exceptionHandler(gone -> collector.drop());
        context.response().closeHandler(nothing -> collector.drop());
        request.endHandler(nothing -> collector.end(taker));
        request.handler(collector::more);
    }

    private static long declared(@Nullable String length) {
        if (length == null) {
            return 0;
        }
        return length.length() > 18 ? Long.MAX_VALUE : Math.max(0, Long.parseLong(length));
    }

    private Answer tooLarge() {
        return Answer.of(
                MalformedException.tooLarge("the body is larger than " + mostBytes + " bytes: send smaller requests"));
    }

    private void more(Buffer piece) {
        if (over) {
            return;
        }
        if (collected.length() + piece.length() > mostBytes) {
            refuse(tooLarge());
        } else if (!bodies.reserve(piece.length())) {
            refuse(Answer.overloaded(Duration.ofSeconds(1), "too much is being stored just now"));
        } else {
            collected.appendBuffer(piece);
        }
    }

    private void tooSlow(Duration within) {
        context.response().putHeader("Connection", "close");
        refuse(Answer.tooSlow(within));
    }

    private void end(Taker taker) {
        if (finish()) {
            taker.take(collected.getBytes());
        }
    }

    private void refuse(Answer answer) {
        if (finish()) {
            bodies.release(collected.length());
            refused.handle(answer);
        }
    }

    private void drop() {
        if (finish()) {
            bodies.release(collected.length());
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        context.vertx().cancelTimer(deadline);
        return true;
    }
}
