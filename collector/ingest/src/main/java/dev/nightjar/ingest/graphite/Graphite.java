package dev.nightjar.ingest.graphite;

import dev.nightjar.ingest.SeriesNames;
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
    private final SeriesNames paths = new SeriesNames();

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
        GraphiteLine line = new GraphiteLine();
        for (Message message : messages) {
            try {
                line.read(message.in(), message.from(), message.to(), message.receivedNanos() / 1_000_000);
                batch.series(labels(message.in(), line.pathFrom(), line.pathTo()))
                        .sample(line.millis(), line.value());
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

    private byte[] labels(byte[] in, int from, int to) throws GraphiteLine.InvalidLineException {
        byte[] known = paths.labels(in, from, to);
        if (known != null) {
            return known;
        }
        String path = new String(in, from, to - from, StandardCharsets.UTF_8);
        return paths.learn(in, from, to, GraphitePath.labels(path));
    }
}
