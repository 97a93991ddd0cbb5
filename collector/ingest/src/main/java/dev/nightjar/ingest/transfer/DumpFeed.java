package dev.nightjar.ingest.transfer;

import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code promtool tsdb dump} prints: {@code {__name__="up", job="x"} 1 1700000000000}, texts quoted as Go does,
 * times in milliseconds. Native histograms, printed for people to read, are left out.
 *
 * <p>A marker that a series ends is printed as {@code NaN}, like a value that is none. No marker follows another, so a
 * {@code NaN} beside one of the same series is a value; one alone is taken for a marker, which nearly all are. Taken for
 * a value, it would make every sum over the series NaN for as long as a sample counts.
 */
final class DumpFeed extends TextFeed {
    private long line;
    private long histograms;
    private Optional<Nan> held = Optional.empty();

    /** One whose successor is not known yet. */
    private record Nan(Labels series, long timestampMillis, boolean followsAnother) {
        void to(Taker taker, boolean another) {
            taker.sample(series, timestampMillis, followsAnother || another ? Double.NaN : StaleMarker.VALUE);
        }
    }

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
                sample(series, Long.parseLong(rest.substring(space + 1)), value(rest.substring(0, space)), taker);
            }
        } catch (IllegalArgumentException e) {
            throw refused("line " + line + " is not of promtool's dump: " + e.getMessage(), e);
        }
    }

    private void sample(Labels series, long timestampMillis, double value, Taker taker) {
        boolean beside = held.isPresent() && held.get().series().equals(series);
        boolean nan = Double.isNaN(value);
        held.ifPresent(before -> before.to(taker, nan && beside));
        held = nan ? Optional.of(new Nan(series, timestampMillis, beside)) : Optional.empty();
        if (!nan) {
            taker.sample(series, timestampMillis, value);
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
    void end(Taker taker) {
        held.ifPresent(last -> last.to(taker, false));
        held = Optional.empty();
    }

    @Override
    public String leftOut() {
        return histograms == 0 ? "" : histograms + " native histograms, which a dump does not hold whole";
    }
}
