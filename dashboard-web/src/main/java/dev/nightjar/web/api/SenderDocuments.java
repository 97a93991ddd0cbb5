package dev.nightjar.web.api;

import dev.nightjar.model.sender.Sender;
import dev.nightjar.model.sender.SenderReader;
import java.util.List;

/** The documents of those who send telemetry, in the words of {@code ui/src/api/contract}. */
final class SenderDocuments {
    record Senders(List<OneSender> senders) {
        static Senders of(SenderReader reader) {
            return new Senders(reader.senders().stream().map(OneSender::of).toList());
        }
    }

    /**
     * @param requests in which something was accepted, since the server started
     * @param items samples or lines that were accepted
     */
    record OneSender(String protocol, String source, long requests, long items, List<Refused> refused) {
        static OneSender of(Sender sender) {
            return new OneSender(
                    sender.protocol(),
                    sender.source(),
                    sender.requests(),
                    sender.items(),
                    sender.refusals().stream().map(Refused::of).toList());
        }
    }

    /** What was refused for one reason, and what was said the last time. */
    record Refused(String reason, long requests, long items, long lastMillis, String message) {
        static Refused of(Sender.Refusal refusal) {
            return new Refused(
                    refusal.reason(),
                    refusal.requests(),
                    refusal.items(),
                    refusal.last().toEpochMilli(),
                    refusal.message());
        }
    }

    private SenderDocuments() {}
}
