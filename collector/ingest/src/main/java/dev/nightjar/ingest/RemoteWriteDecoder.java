package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;

/**
 * Turns a remote-write 1.0 {@code WriteRequest} into a batch in one pass, without an object per series or sample of
 * numbers: the batch's label columns point into the body itself. Used once.
 *
 * <p>Most series of most senders are labels and one sample of 18 bytes. A {@link #guessing} decoder takes a series that
 * ends like one for just that, and what lies before for its labels, without walking over them. Whoever knows the series by
 * its bytes knows that those are labels, so that the guess was right; whoever does not reads the labels, and where a guess was
 * wrong finds that they are none. Then the body is to be decoded again by a decoder that does not guess.
 */
final class RemoteWriteDecoder {
    private static final int TIME_SERIES = 1 << 3 | ProtoReader.LENGTH;
    private static final int METADATA = 3 << 3 | ProtoReader.LENGTH;

    private static final int LABEL = 1 << 3 | ProtoReader.LENGTH;
    private static final int SAMPLE = 2 << 3 | ProtoReader.LENGTH;
    private static final int EXEMPLAR = 3 << 3 | ProtoReader.LENGTH;
    private static final int HISTOGRAM = 4 << 3 | ProtoReader.LENGTH;

    private static final int VALUE = 1 << 3 | ProtoReader.FIXED64;
    private static final int TIMESTAMP = 2 << 3 | ProtoReader.VARINT;

    /** Bytes of a sample with its tag and length, in our time: 2 + 9 for the value + 7 for the time. */
    private static final int ONE_SAMPLE = 18;

    private static final int EXEMPLAR_VALUE = 2 << 3 | ProtoReader.FIXED64;
    private static final int EXEMPLAR_TIMESTAMP = 3 << 3 | ProtoReader.VARINT;

    private static final int LABEL_NAME = 1 << 3 | ProtoReader.LENGTH;
    private static final int LABEL_VALUE = 2 << 3 | ProtoReader.LENGTH;

    private static final int METADATA_TYPE = 1 << 3 | ProtoReader.VARINT;
    private static final int METADATA_FAMILY = 2 << 3 | ProtoReader.LENGTH;
    private static final int METADATA_HELP = 4 << 3 | ProtoReader.LENGTH;
    private static final int METADATA_UNIT = 5 << 3 | ProtoReader.LENGTH;

    private final ProtoReader in;
    private final BatchColumns columns;
    private final HistogramDecoder histograms;
    private final byte[] body;
    private final boolean guesses;
    private boolean guessed;

    private RemoteWriteDecoder(byte[] body, int length, boolean guesses) {
        this.body = body;
        this.guesses = guesses;
        in = new ProtoReader(body, length);
        columns = new BatchColumns(body, length);
        histograms = new HistogramDecoder(in);
    }

    /** Walks over everything. Takes {@code body} over: the batch will point into it. */
    static RemoteWriteDecoder exact(byte[] body, int length) {
        return new RemoteWriteDecoder(body, length, false);
    }

    /** Takes {@code body} over: the batch will point into it. */
    static RemoteWriteDecoder guessing(byte[] body, int length) {
        return new RemoteWriteDecoder(body, length, true);
    }

    /** Whether the labels of any series are a guess. */
    boolean guessed() {
        return guessed;
    }

    BatchColumns decode() throws MalformedException {
        int end = in.end();
        while (in.position() < end) {
            int tag = in.tag(end, "write request");
            switch (tag) {
                case TIME_SERIES -> timeSeries(in.lengthEnd(end, "time series"));
                case METADATA -> metadata(in.lengthEnd(end, "metadata"));
                default -> in.skip(tag, end, "write request");
            }
        }
        return columns;
    }

    private void timeSeries(int end) throws MalformedException {
        int start = in.position();
        int lastSample = end - ONE_SAMPLE;
        if (guesses && lastSample > start && isSampleAt(lastSample) && !endsWithSample(start, lastSample)) {
            columns.beginSeries();
            in.moveTo(lastSample + 2);
            sample(end);
            columns.endSeries(start, lastSample);
            guessed = true;
            return;
        }
        int labelsFrom = start;
        int labelsTo = start;
        boolean copied = false;
        columns.beginSeries();
        while (in.position() < end) {
            int at = in.position();
            int tag = in.tag(end, "time series");
            switch (tag) {
                case LABEL -> {
                    in.moveTo(in.lengthEnd(end, "label"));
                    if (labelsTo == labelsFrom) {
                        labelsFrom = at;
                    } else if (copied || labelsTo != at) {
                        // labels that do not lie in a row are put in a row behind the body
                        if (!copied) {
                            int copy = columns.used();
                            columns.putAgain(labelsFrom, labelsTo - labelsFrom);
                            labelsFrom = copy;
                        }
                        columns.putAgain(at, in.position() - at);
                        copied = true;
                    }
                    labelsTo = copied ? columns.used() : in.position();
                }
                case SAMPLE -> sample(in.lengthEnd(end, "sample"));
                case EXEMPLAR -> exemplar(in.lengthEnd(end, "exemplar"));
                case HISTOGRAM -> histograms.read(in.lengthEnd(end, "histogram"), columns);
                default -> in.skip(tag, end, "time series");
            }
        }
        if (columns.hasContent()) {
            if (labelsTo == labelsFrom) {
                columns.refuseSeries("the time series at byte " + start + " has samples but no labels");
            } else {
                columns.endSeries(labelsFrom, labelsTo);
            }
        }
    }

    private boolean endsWithSample(int start, int end) {
        return end - start >= ONE_SAMPLE && isSampleAt(end - ONE_SAMPLE);
    }

    /** Whether these could be the 18 bytes of a sample: a value and a time of 1971 to 2109. */
    private boolean isSampleAt(int at) {
        return body[at] == SAMPLE
                && body[at + 1] == ONE_SAMPLE - 2
                && body[at + 2] == VALUE
                && body[at + 11] == TIMESTAMP
                && (body[at + 12] & body[at + 13] & body[at + 14] & body[at + 15] & body[at + 16]) < 0
                && body[at + 17] > 0;
    }

    private void sample(int end) throws MalformedException {
        long bits = 0;
        long timestamp = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "sample");
            switch (tag) {
                case VALUE -> bits = in.fixed64(end, "sample value");
                case TIMESTAMP -> timestamp = in.varint(end, "sample timestamp");
                default -> in.skip(tag, end, "sample");
            }
        }
        columns.sample(timestamp, bits);
    }

    private void exemplar(int end) throws MalformedException {
        int at = in.position();
        Labels.Builder labels = Labels.builder();
        boolean named = true;
        double value = 0;
        long timestamp = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "exemplar");
            switch (tag) {
                case LABEL -> named &= label(in.lengthEnd(end, "label of an exemplar"), labels);
                case EXEMPLAR_VALUE -> value = Double.longBitsToDouble(in.fixed64(end, "value of an exemplar"));
                case EXEMPLAR_TIMESTAMP -> timestamp = in.varint(end, "timestamp of an exemplar");
                default -> in.skip(tag, end, "exemplar");
            }
        }
        if (named) {
            WireExemplars.add(labels.build(), value, timestamp, columns);
        } else {
            columns.invalidExemplar("the exemplar at byte " + at + " has a label without a name");
        }
    }

    /** Returns whether it has a name; it is left out if not. */
    private boolean label(int end, Labels.Builder to) throws MalformedException {
        String name = "";
        String value = "";
        while (in.position() < end) {
            int tag = in.tag(end, "label of an exemplar");
            switch (tag) {
                case LABEL_NAME -> name = in.text(end, "name of a label of an exemplar");
                case LABEL_VALUE -> value = in.text(end, "value of a label of an exemplar");
                default -> in.skip(tag, end, "label of an exemplar");
            }
        }
        if (name.isEmpty()) {
            return false;
        }
        to.set(name, value);
        return true;
    }

    private void metadata(int end) throws MalformedException {
        long type = 0;
        String family = "";
        String help = "";
        String unit = "";
        while (in.position() < end) {
            int tag = in.tag(end, "metadata");
            switch (tag) {
                case METADATA_TYPE -> type = in.varint(end, "type of metadata");
                case METADATA_FAMILY -> family = in.text(end, "family of metadata");
                case METADATA_HELP -> help = in.text(end, "help of metadata");
                case METADATA_UNIT -> unit = in.text(end, "unit of metadata");
                default -> in.skip(tag, end, "metadata");
            }
        }
        if (!family.isEmpty()) {
            columns.metadata(new MetricMetadata(family, WireMetricTypes.type(type), help, unit));
        }
    }
}
