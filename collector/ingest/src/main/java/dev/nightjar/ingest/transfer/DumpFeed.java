package dev.nightjar.ingest.transfer;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code promtool tsdb dump} prints: {@code {__name__="up", job="x"} 1 1700000000000}, texts quoted as Go does,
 * times in milliseconds. Native histograms, printed for people to read, are left out.
 */
final class DumpFeed extends TextFeed {
    private long line;
    private long histograms;

    DumpFeed(Path file) throws IOException {
        super(file);
    }

    @Override
    void line(String text, Taker taker) throws TransferException {
        line++;
        if (text.isEmpty()) {
            return;
        }
        try {
            GoLabels labels = new GoLabels(text);
            Labels series = labels.read();
            String rest = text.substring(labels.end()).strip();
            int space = rest.lastIndexOf(' ');
            if (rest.startsWith("{")) {
                histograms++;
            } else if (space < 0) {
                throw new IllegalArgumentException("a value and a time in milliseconds are expected");
            } else {
                taker.sample(series, Long.parseLong(rest.substring(space + 1)), value(rest.substring(0, space)));
            }
        } catch (IllegalArgumentException e) {
            throw refused("line " + line + " is not of promtool's dump: " + e.getMessage(), e);
        }
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Override
    void end() {}

    @Override
    public String leftOut() {
        return histograms == 0 ? "" : histograms + " native histograms, which a dump does not hold whole";
    }
}
