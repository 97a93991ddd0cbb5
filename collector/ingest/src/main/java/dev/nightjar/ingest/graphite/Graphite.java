package dev.nightjar.ingest.graphite;

import dev.nightjar.ingest.port.Message;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Graphite's plaintext, with tags. What cannot be read is counted: the protocol has no answer. */
public final class Graphite implements MessageProtocol {
    private final SampleSink sink;

    public Graphite(SampleSink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return "graphite";
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Outcome store(List<Message> messages) {
        SampleBatch.Builder batch = SampleBatch.builder();
        String first = "";
        int invalid = 0;
        for (Message message : messages) {
            try {
                GraphiteLine line = GraphiteLine.parse(new String(message.bytes(), StandardCharsets.UTF_8));
                batch.series(line.labels())
                        .sample(line.millis().orElse(message.receivedNanos() / 1_000_000), line.value());
            } catch (GraphiteLine.InvalidLineException e) {
                first = invalid++ == 0 ? String.valueOf(e.getMessage()) : first;
            }
        }
        List<Rejection> refused = invalid == 0
                ? List.of()
                : List.of(
                        new Rejection("invalid_line", invalid + " lines cannot be read; the first: " + first, invalid));
        if (batch.sampleCount() == 0) {
            return new Outcome(new IngestResult.Accepted(0), refused);
        }
        return new Outcome(sink.append(batch.build()), refused);
    }
}
