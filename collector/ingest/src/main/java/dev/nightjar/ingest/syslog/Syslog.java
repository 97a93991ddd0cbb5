package dev.nightjar.ingest.syslog;

import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.LogPush;
import dev.nightjar.ingest.port.Message;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Syslog messages as log lines. Labels of a stream are host, app, facility and level; what differs from line to line, the
 * process and the structured data, is metadata, and so is the severity in syslog's own word.
 */
public final class Syslog implements MessageProtocol {
    /** What makes a stream. */
    private record Source(String host, String app, String facility, String level) {
        static Source of(SyslogMessage message, String sender) {
            String host = message.host().isEmpty() ? sender : message.host();
            return new Source(host, message.app(), message.facilityName(), message.level());
        }

        LogBatch.StreamBuilder stream() {
            return LogBatch.stream(Labels.of("host", host, "app", app, "facility", facility, "level", level));
        }
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LogSink sink;
    private final IngestLimits limits;
    private final ZoneId zone;

    /** @param zone of times that say none, as RFC 3164's */
    public Syslog(LogSink sink, IngestLimits limits, ZoneId zone) {
        this.sink = sink;
        this.limits = limits;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public Framing framing() {
        return Framing.COUNTED_OR_LINES;
    }

    @Override
    public Outcome store(List<Message> messages) {
        LogPush push = new LogPush(limits);
        Map<Source, LogBatch.StreamBuilder> streams = new LinkedHashMap<>();
        int index = 0;
        for (Message message : messages) {
            SyslogMessage read = SyslogParser.parse(message, zone);
            read.metadata().add("severity", read.severityName());
            push.line(
                    streams.computeIfAbsent(Source.of(read, message.sender()), Source::stream),
                    time(read, message),
                    message.in(),
                    read.textFrom(),
                    end(message, read.textFrom()),
                    read.metadata().labels(),
                    index++);
        }
        streams.values().forEach(push::end);
        LogBatch batch = push.batch();
        IngestResult result = batch.streams().isEmpty() ? new IngestResult.Accepted(0) : sink.append(batch);
        return new Outcome(result, push.refused());
    }

    /**
     * Programs write the same line many times in a second, and syslog's own times tick in seconds or milliseconds: below
     * the millisecond the order of arrival tells such lines apart. Finer times stand as they are, so that what a relay
     * sends again after a broken connection is known.
     */
    private static long time(SyslogMessage read, Message message) {
        long nanos = read.nanos().orElse(message.receivedNanos());
        long beyond = Math.floorMod(nanos, NANOS_PER_MILLI);
        boolean fine = read.nanos().isPresent() && beyond != 0;
        return fine ? nanos : nanos - beyond + message.place() % NANOS_PER_MILLI;
    }

    /** Without line ends, of which a datagram may have one. */
    private static int end(Message message, int from) {
        byte[] in = message.in();
        int end = message.to();
        while (end > from && (in[end - 1] == '\n' || in[end - 1] == '\r' || in[end - 1] == 0)) {
            end--;
        }
        return end;
    }
}
