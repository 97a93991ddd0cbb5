package dev.nightjar.agent.gateway;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.nightjar.agent.spool.DiskSpool;
import dev.nightjar.client.Shipment;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleAttachments;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Turns samples of services on this host into shipments that wait on its disk. Thread-safe. */
public final class EdgeSamples implements SampleSink {
    private static final Duration DISK_MAY_RECOVER = Duration.ofSeconds(5);

    /** Of one shipment: a few megabytes, far below what a server takes at one time and what a small spool holds. */
    private static final int MOST_SERIES = 10_000;

    private final EdgeLabels labels;
    private final DiskSpool spool;
    private final String sender;
    private final AtomicLong sequence = new AtomicLong();

    public EdgeSamples(EdgeLabels labels, DiskSpool spool, RandomGenerator random) {
        this.labels = labels;
        this.spool = spool;
        this.sender = "edge-%016x".formatted(random.nextLong());
    }

    /** Accepted is what lies on the disk, or was left out by rules of this host. */
    @Override
    public IngestResult append(SampleBatch batch) {
        try {
            for (int from = 0; from == 0 || from < batch.seriesCount(); from += MOST_SERIES) {
                SampleBatch part = part(batch, from, Math.min(from + MOST_SERIES, batch.seriesCount()));
                if (part.sampleCount() > 0 || !part.attachments().isEmpty()) {
                    spool.append(Shipment.of(sender + "-" + sequence.incrementAndGet(), part));
                }
            }
            return new IngestResult.Accepted(batch.sampleCount());
        } catch (LabelBytes.InvalidLabelsException e) {
            return new IngestResult.Rejected(
                    0, List.of(new Rejection("invalid_labels", String.valueOf(e.getMessage()), batch.sampleCount())));
        } catch (IOException e) {
            return new IngestResult.Overloaded(DISK_MAY_RECOVER, "the agent cannot keep them: " + e.getMessage());
        }
    }

    /** Series {@code [from, to)} with the labels they leave this host with; metadata goes with the first part. */
    private SampleBatch part(SampleBatch batch, int from, int to) throws LabelBytes.InvalidLabelsException {
        SampleAttachments beside = batch.attachments();
        Map<Integer, List<Exemplar>> exemplars = beside.exemplars().stream()
                .collect(groupingBy(
                        SampleAttachments.OfSeries::series, mapping(SampleAttachments.OfSeries::exemplar, toList())));
        SampleBatch.Builder part = SampleBatch.builder();
        for (int s = from; s < to; s++) {
            Optional<Labels> left = labels.of(LabelBytes.decode(batch.bytes(), batch.labelStart(s), batch.labelEnd(s)));
            if (left.isPresent()) {
                part.series(left.get());
                samples(batch, s, part);
                exemplars.getOrDefault(s, List.of()).forEach(part::exemplar);
            }
        }
        if (from == 0) {
            beside.metadata().forEach(part::metadata);
        }
        return part.build();
    }

    private static void samples(SampleBatch from, int series, SampleBatch.Builder to) {
        for (int i = from.firstSample(series); i < from.endSample(series); i++) {
            NativeHistogram histogram = from.attachments().histogram(i);
            if (histogram == null) {
                to.sampleBits(from.timestampMillis(i), from.valueBits(i));
            } else {
                to.histogram(from.timestampMillis(i), histogram);
            }
            long start = from.attachments().startMillis(i);
            if (start != 0) {
                to.startedAt(start);
            }
        }
    }
}
