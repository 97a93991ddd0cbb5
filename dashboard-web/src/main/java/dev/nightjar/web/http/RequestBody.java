package dev.nightjar.web.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a request's body before what comes next in its route: within a size, within a time, and with all others that are
 * being read or answered within what they may take together, so that clients who send much, or never end, cannot fill
 * memory. On the request's event loop.
 */
final class RequestBody implements Handler<RoutingContext> {
    private static final long LONGEST_MILLIS = 30_000;

    /** What bodies take together, from their first byte until they are answered. Thread-safe. */
    static final class Room {
        private final long most;
        private final AtomicLong taken = new AtomicLong();

        Room(long most) {
            this.most = most;
        }

        /** As much as some bodies of the largest kind: what is made of one while it is answered takes many times its size. */
        static Room forHeap(long heapBytes) {
            return new Room(Math.clamp(heapBytes / 32, 16L << 20, 64L << 20));
        }

        private boolean take(long bytes) {
            if (taken.addAndGet(bytes) <= most) {
                return true;
            }
            taken.addAndGet(-bytes);
            return false;
        }

        private void giveBack(long bytes) {
            taken.addAndGet(-bytes);
        }
    }

    private final Room room;
    private final int mostBytes;
    private final long longestMillis;

    RequestBody(Room room, int mostBytes) {
        this(room, mostBytes, LONGEST_MILLIS);
    }

    RequestBody(Room room, int mostBytes, long longestMillis) {
        this.room = room;
        this.mostBytes = mostBytes;
        this.longestMillis = longestMillis;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (declared(request) > mostBytes) {
            refuse(context, tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        new Reading(context).begin();
    }

    /** What the client says the body will be; 0 where it does not say, or nothing that is a length. */
    private static long declared(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private HttpProblem tooLarge() {
        return new HttpProblem(413, "the body is too large", null, "send less than " + mostBytes + " bytes");
    }

    private static void refuse(RoutingContext context, HttpProblem why) {
        closeBehind(context);
        context.fail(why.status(), why);
    }

    /**
     * What still arrives is of no use. Vert.x closes a connection only when its request has ended, which clients that are
     * refused for their slowness do not come to.
     */
    private static void closeBehind(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() != HttpVersion.HTTP_2) { // where other requests share the connection
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(answered -> request.connection().close());
        }
    }

    /** One body. */
    private final class Reading {
        private final RoutingContext context;
        private final HttpServerRequest request;
        private final boolean isMultipart;
        private final boolean isForm;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private long taken;
        private boolean over;

        Reading(RoutingContext context) {
            this.context = context;
            this.request = context.request();
            String type =
                    String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
            isMultipart = type.startsWith(HttpHeaders.MULTIPART_FORM_DATA.toString());
            isForm = isMultipart || type.startsWith(HttpHeaders.APPLICATION_X_WWW_FORM_URLENCODED.toString());
        }

        void begin() {
            if (isForm) {
                request.setExpectMultipart(true);
            }
            timer = context.vertx()
                    .setTimer(
                            longestMillis,
                            id -> end(new HttpProblem(
                                    408,
                                    "the body did not arrive within " + longestMillis / 1000 + " s",
                                    null,
                                    "send it faster, or less")));
            context.addEndHandler(done -> {
                over = true;
                context.vertx().cancelTimer(timer);
                room.giveBack(taken);
                taken = 0;
            });
            request.exceptionHandler(broken -> unreadable());
            request.endHandler(nothing -> complete());
            request.handler(this::more);
        }

        private void more(Buffer piece) {
            if (over) {
                return;
            }
            if (piece.length() > mostBytes - taken) {
                end(tooLarge());
            } else if (!room.take(piece.length())) {
                end(HttpProblem.overloaded("the bodies of too many requests are being read just now", 1));
            } else {
                taken += piece.length();
                if (!isMultipart) { // programs post JSON and call it a form, as curl does unless told otherwise
                    body.appendBuffer(piece);
                }
            }
        }

        private void complete() {
            if (!over) {
                over = true;
                context.vertx().cancelTimer(timer);
                Exchange.keep(context, Buffer.class, body);
                context.next();
            }
        }

        private void end(HttpProblem why) {
            if (!over) {
                over = true;
                context.vertx().cancelTimer(timer);
                refuse(context, why);
            }
        }

        private void unreadable() {
            if (!over) {
                over = true;
                context.vertx().cancelTimer(timer);
                closeBehind(context);
                context.fail(400);
            }
        }
    }
}
