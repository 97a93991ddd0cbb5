package dev.nightjar.model.sender;

import java.time.Instant;
import java.util.List;

/**
 * Who sends by one protocol, and what became of it since the server started.
 *
 * @param protocol such as {@code remote_write}
 * @param source the sender's program, or its address where it does not say; of scrapes the job
 * @param requests in which something was accepted
 * @param items samples or lines that were accepted
 * @param refusals by reason, the latest first
 */
public record Sender(String protocol, String source, long requests, long items, List<Refusal> refusals) {
    public Sender {
        refusals = List.copyOf(refusals);
    }

    /**
     * What was refused for one reason.
     *
     * @param reason one word, as it is counted by: {@code overloaded}, {@code malformed}, {@code invalid_label}, …
     * @param items 0 where a request was refused unread
     * @param last when that was last so
     * @param message what was said then: what was found, where, and what to do
     */
    public record Refusal(String reason, long requests, long items, Instant last, String message) {}
}
