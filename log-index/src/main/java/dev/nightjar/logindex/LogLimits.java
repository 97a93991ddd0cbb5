package dev.nightjar.logindex;

/**
 * What the log store takes in at most. Zero is no limit where it says so.
 *
 * @param lineBytes longest line
 * @param labelsPerStream most labels of a stream
 * @param labelNameBytes longest name of a label
 * @param labelValueBytes longest value of a label
 * @param streamsPerDay most streams with lines of one day; new ones beyond are refused; 0: no limit
 * @param bytesPerSecond of all lines, on average; 0: no limit
 * @param bytesPerSecondPerSource of the lines of one service; 0: no limit
 * @param bytesPerSecondPerStream of the lines of one stream; 0: no limit
 */
public record LogLimits(
        int lineBytes,
        int labelsPerStream,
        int labelNameBytes,
        int labelValueBytes,
        int streamsPerDay,
        long bytesPerSecond,
        long bytesPerSecondPerSource,
        long bytesPerSecondPerStream) {
    /** Of a label's name and value together; the catalog cannot hold terms of more than 32766 bytes. */
    private static final int LABEL_BYTES = 8 << 10;

    public static final LogLimits DEFAULTS = new LogLimits(256 << 10, 32, 1024, 4096, 200_000, 0, 0, 0);

    public LogLimits {
        if (lineBytes < 1 || lineBytes > 16 << 20) {
            throw new IllegalArgumentException("lineBytes is " + lineBytes + ", must be between 1 and 16 MiB");
        }
        if (labelsPerStream < 1) {
            throw new IllegalArgumentException("labelsPerStream is " + labelsPerStream + ", must be at least 1");
        }
        if (labelNameBytes < 1 || labelValueBytes < 1 || labelNameBytes + (long) labelValueBytes > LABEL_BYTES) {
            throw new IllegalArgumentException("labelNameBytes is " + labelNameBytes + " and labelValueBytes "
                    + labelValueBytes + ": each must be at least 1, and both together at most " + LABEL_BYTES);
        }
        if (streamsPerDay < 0 || bytesPerSecond < 0 || bytesPerSecondPerSource < 0 || bytesPerSecondPerStream < 0) {
            throw new IllegalArgumentException("streamsPerDay, bytesPerSecond, bytesPerSecondPerSource and"
                    + " bytesPerSecondPerStream must be at least 0, where 0 is no limit");
        }
    }

    public LogLimits withRates(long perSecond, long perSource, long perStream) {
        return new LogLimits(
                lineBytes,
                labelsPerStream,
                labelNameBytes,
                labelValueBytes,
                streamsPerDay,
                perSecond,
                perSource,
                perStream);
    }

    public LogLimits withStreamsPerDay(int streams) {
        return new LogLimits(
                lineBytes,
                labelsPerStream,
                labelNameBytes,
                labelValueBytes,
                streams,
                bytesPerSecond,
                bytesPerSecondPerSource,
                bytesPerSecondPerStream);
    }
}
