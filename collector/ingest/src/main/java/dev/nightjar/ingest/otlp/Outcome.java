package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.model.Rejection;

/**
 * What OpenTelemetry's senders are told: all is stored, part of it is (which is a success, with what was refused), or
 * nothing is, with one of gRPC's codes.
 *
 * @param answer that this came from
 * @param code {@link #OK} for the first two
 * @param rejected of items, in a success
 * @param message empty if all is stored
 */
record Outcome(Answer answer, int code, long rejected, String message) {
    static final int OK = 0;
    static final int INVALID_ARGUMENT = 3;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int UNIMPLEMENTED = 12;
    static final int UNAVAILABLE = 14;
    static final int UNAUTHENTICATED = 16;

    /** Of a failure of ours that says no time. */
    private static final long RETRY_AFTER_SECONDS = 5;

    static Outcome of(Answer answer) {
        long rejected = answer.refused().stream().mapToLong(Rejection::items).sum();
        if (answer.status() / 100 == 2) {
            return new Outcome(answer, OK, 0, "");
        }
        if (answer.status() == 400 && answer.accepted() > 0) {
            return new Outcome(answer, OK, rejected, answer.text());
        }
        int code = switch (answer.status()) {
            case 401 -> UNAUTHENTICATED;
            case 413 -> RESOURCE_EXHAUSTED;
            case 415 -> UNIMPLEMENTED;
            case 408, 429, 500, 503 -> UNAVAILABLE;
            default -> INVALID_ARGUMENT;
        };
        return new Outcome(code == UNAVAILABLE ? retried(answer) : answer, code, 0, answer.text());
    }

    /** Senders give up on 500 and 408; what failed here may work the next time. */
    private static Answer retried(Answer answer) {
        return new Answer(
                        answer.status() == 429 ? 429 : 503,
                        answer.text(),
                        Math.max(answer.retryAfterSeconds(), answer.retryAfterSeconds() > 0 ? 1 : RETRY_AFTER_SECONDS),
                        answer.accepted(),
                        answer.refused())
                .withHeaders(answer.headers());
    }

    int httpStatus() {
        return code == OK ? 200 : answer.status();
    }

    /** An {@code ExportServiceResponse}, or a {@code Status}. */
    byte[] protobuf() {
        ProtoWriter out = new ProtoWriter();
        if (code != OK) {
            out.varint(1, code);
            out.text(2, message);
        } else if (!message.isEmpty()) {
            int partial = out.begin(1);
            out.varint(1, rejected);
            out.text(2, message);
            out.end(partial);
        }
        return out.toBytes();
    }

    String json(String rejectedName) {
        TextBuffer out = new TextBuffer();
        if (code != OK) {
            out.put("{\"code\":").putNumber(code).put(",\"message\":");
            quoted(out).put("}");
        } else if (message.isEmpty()) {
            out.put("{}");
        } else {
            out.put("{\"partialSuccess\":{\"" + rejectedName + "\":\"")
                    .putNumber(rejected)
                    .put("\",\"errorMessage\":");
            quoted(out).put("}}");
        }
        return out.text(0, out.used());
    }

    private TextBuffer quoted(TextBuffer out) {
        byte[] bytes = Metric.bytes(message);
        return out.putJson(bytes, 0, bytes.length);
    }
}
