package dev.nightjar.ingest.exposition;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metric family that is being read: what is known of it, and what its samples must keep to. */
final class Family {
    private static final Set<String> DESCRIPTORS = Set.of("HELP", "TYPE", "UNIT");

    private final String name;
    private final Set<String> described = new HashSet<>();
    private MetricMetadata.Type type = MetricMetadata.Type.UNKNOWN;
    private String help = "";
    private String unit = "";
    private boolean announced;
    private final Set<Labels> groups = new HashSet<>();
    private @Nullable Labels group;
    private OptionalLong groupTime = OptionalLong.empty();
    private final HistogramCheck histogram = new HistogramCheck();

    Family(String name) {
        this.name = name;
    }

    static boolean isDescriptor(String keyword) {
        return DESCRIPTORS.contains(keyword);
    }

    String name() {
        return name;
    }

    void describe(String keyword, String text, LineScanner in) throws ExpositionException {
        if (announced) {
            throw in.error(keyword + " of " + name + " follows samples of it; it belongs before them");
        }
        if (!described.add(keyword)) {
            throw in.error(keyword + " of " + name + " is there twice");
        }
        switch (keyword) {
            case "HELP" -> help = unescaped(text);
            case "UNIT" -> unit = text;
            default ->
                type = MetricMetadata.Type.named(text)
                        .orElseThrow(() -> in.error("the type of " + name + " is \"" + text
                                + "\"; it is one of counter, gauge, histogram, gaugehistogram, summary, info, stateset,"
                                + " unknown"));
        }
    }

    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == 'n' || next == '\\' || next == '"') {
                result.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static List<String> suffixes(MetricMetadata.Type type) {
        return switch (type) {
            case UNKNOWN, GAUGE, STATE_SET -> List.of("");
            case COUNTER -> List.of("_total", "_created");
            case HISTOGRAM -> List.of("_bucket", "_count", "_sum", "_created");
            case GAUGE_HISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
            case SUMMARY -> List.of("", "_count", "_sum", "_created");
            case INFO -> List.of("_info");
        };
    }

    boolean owns(String sampleName) {
        return sampleName.startsWith(name) && suffixes(type).contains(sampleName.substring(name.length()));
    }

    /** All names that no other family may have. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of(name));
        suffixes(type).forEach(suffix -> names.add(name + suffix));
        return names;
    }

    void take(ExposedSample sample, LineScanner in, ExpositionSink sink) throws ExpositionException {
        String suffix = sample.name().substring(name.length());
        announce(in, sink);
        checkLabels(sample, suffix, in);
        checkValue(sample, suffix, in);
        if (sample.exemplar().isPresent() && !mayHaveExemplar(suffix)) {
            throw in.error("only _total of a counter and _bucket of a histogram have exemplars, not " + sample.name());
        }
        Labels ofGroup = groupOf(sample.labels(), suffix);
        checkGroup(ofGroup, sample.timestampMillis(), in);
        if (isHistogram()) {
            histogram.take(ofGroup, sample, suffix, in);
        }
        sink.sample(sample);
    }

    private void announce(LineScanner in, ExpositionSink sink) throws ExpositionException {
        if (!announced) {
            checkUnit(in);
            announced = true;
            sink.family(new MetricMetadata(name, type, help, unit));
        }
    }

    private void checkUnit(LineScanner in) throws ExpositionException {
        if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
            throw in.error("the unit of " + name + " is \"" + unit + "\", so its name must end in _" + unit);
        }
        if (!unit.isEmpty() && (type == MetricMetadata.Type.INFO || type == MetricMetadata.Type.STATE_SET)) {
            throw in.error(name + " is of type " + type.text() + ", which has no unit");
        }
    }

    private boolean isHistogram() {
        return type == MetricMetadata.Type.HISTOGRAM || type == MetricMetadata.Type.GAUGE_HISTOGRAM;
    }

    private boolean mayHaveExemplar(String suffix) {
        return (type == MetricMetadata.Type.COUNTER && suffix.equals("_total"))
                || (isHistogram() && suffix.equals("_bucket"));
    }

    private void checkLabels(ExposedSample sample, String suffix, LineScanner in) throws ExpositionException {
        if (type == MetricMetadata.Type.STATE_SET && !sample.labels().has(name)) {
            throw in.error("a sample of the stateset " + name + " needs the label " + name);
        }
        if (isHistogram() && suffix.equals("_bucket")) {
            Double bound = ExposedNumber.parse(sample.labels().get("le"));
            if (bound == null || bound.isNaN()) {
                throw in.error("a bucket of " + name + " needs a label le with a number");
            }
        }
        if (type == MetricMetadata.Type.SUMMARY && suffix.isEmpty()) {
            Double quantile = ExposedNumber.parse(sample.labels().get("quantile"));
            if (quantile == null || !(quantile >= 0 && quantile <= 1)) {
                throw in.error("a sample of the summary " + name + " needs a label quantile from 0 to 1");
            }
        }
    }

    private void checkValue(ExposedSample sample, String suffix, LineScanner in) throws ExpositionException {
        double value = sample.value();
        switch (type) {
            case STATE_SET -> check(value == 0 || value == 1, "a state is 0 or 1", sample, in);
            case INFO -> check(value == 1, "an info is 1", sample, in);
            case SUMMARY -> check(!(value < 0), "a summary's values are not below 0", sample, in);
            case UNKNOWN, GAUGE, COUNTER, HISTOGRAM, GAUGE_HISTOGRAM -> {}
        }
        if (Set.of("_total", "_sum", "_count", "_bucket", "_gcount", "_gsum").contains(suffix)) {
            check(!Double.isNaN(value), "what counts is a number", sample, in);
            check(suffix.equals("_gsum") || value >= 0, "what counts is not below 0", sample, in);
        }
        boolean ofSummary = type == MetricMetadata.Type.SUMMARY && suffix.equals("_count");
        if (ofSummary
                || (isHistogram() && Set.of("_count", "_bucket", "_gcount").contains(suffix))) {
            check(value == Math.rint(value), "a count is a whole number", sample, in);
        }
    }

    private static void check(boolean holds, String rule, ExposedSample sample, LineScanner in)
            throws ExpositionException {
        if (!holds) {
            throw in.error(rule + ", found " + sample.value() + " in " + sample.name());
        }
    }

    /** What samples of one group share: a histogram's buckets, a summary's quantiles, a stateset's states. */
    private Labels groupOf(Labels labels, String suffix) {
        Labels shared = labels.without(Labels.METRIC_NAME);
        return switch (type) {
            case INFO -> Labels.EMPTY; // its labels are its value, so groups cannot be told apart
            case STATE_SET -> shared.without(name);
            case HISTOGRAM, GAUGE_HISTOGRAM -> suffix.equals("_bucket") ? shared.without("le") : shared;
            case SUMMARY -> suffix.isEmpty() ? shared.without("quantile") : shared;
            case UNKNOWN, GAUGE, COUNTER -> shared;
        };
    }

    private void checkGroup(Labels found, OptionalLong time, LineScanner in) throws ExpositionException {
        if (!found.equals(group)) {
            if (!groups.add(found)) {
                throw in.error("samples of " + name + found + " were interrupted by others; they belong together");
            }
        } else {
            if (time.isPresent() != groupTime.isPresent()) {
                throw in.error("of the samples of " + name + found + " some have timestamps and some have not");
            }
            if (time.isPresent() && time.getAsLong() < groupTime.getAsLong() && type != MetricMetadata.Type.INFO) {
                throw in.error("timestamps of " + name + found + " go backwards");
            }
        }
        group = found;
        groupTime = time;
    }

    void end(long line, ExpositionSink sink) throws ExpositionException {
        LineScanner here = new LineScanner("", line);
        announce(here, sink);
        if (isHistogram()) {
            histogram.end(here);
        }
    }
}
