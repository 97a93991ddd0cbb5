package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One action of a bulk request, and what became of it. Not thread-safe. */
final class BulkItem {
    static final int CREATED = 201;
    static final int TOO_MANY = 429;

    /** Refused for the moment: sending the item again later helps. */
    private static final Set<String> LIMITED =
            Set.of("overloaded", "rate_limited", "per_stream_rate_limit", "stream_limit");

    /**
     * A log line.
     *
     * @param stream labels of its stream
     */
    record Line(Labels stream, long nanos, byte[] text, Labels metadata) {}

    private final String action;
    private final String index;
    private final String id;
    private @Nullable Line line;
    private int status = CREATED;
    private long retryAfterSeconds;
    private String code = "";
    private String reason = "";

    /** @param id as the sender chose it; empty if it chose none */
    BulkItem(String action, String index, String id) {
        this.action = action;
        this.index = index;
        this.id = id;
    }

    void is(Line found) {
        line = found;
    }

    void refuse(MalformedException why) {
        refuse(why.reason(), why.text(), false);
    }

    void refuse(Rejection why) {
        refuse(why.code(), why.message(), why.retryAfterSeconds() > 0);
        retryAfterSeconds = why.retryAfterSeconds();
    }

    private void refuse(String withCode, String because, boolean forTheMoment) {
        status = forTheMoment || LIMITED.contains(withCode) ? TOO_MANY : 400;
        code = withCode;
        reason = because;
    }

    boolean isRefused() {
        return status != CREATED;
    }

    String action() {
        return action;
    }

    String index() {
        return index;
    }

    String id() {
        return id;
    }

    Line line() {
        if (line == null) {
            throw new IllegalStateException("the item of " + index + " has no line");
        }
        return line;
    }

    int status() {
        return status;
    }

    /** 0 where nobody knows. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
