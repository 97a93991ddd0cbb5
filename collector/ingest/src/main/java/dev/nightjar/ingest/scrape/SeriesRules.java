package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.scrapeconfig.NameRules;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.ScrapeLimits;
import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What becomes of the labels of a scraped series: the target's are added, metric relabelling changes them, limits hold. */
final class SeriesRules {
    private static final String EXPORTED = "exported_";

    private final ScrapeJob job;
    private final Labels target;

    SeriesRules(ScrapeJob job, Labels target) {
        this.job = job;
        this.target = target;
    }

    /**
     * The labels to store; null to drop the series.
     *
     * @param scraped by name; an empty value is an absent label, but one that was written
     */
    @Nullable
    Labels stored(Map<String, String> scraped) throws ScrapeException {
        Labels merged = job.honorLabels() ? honored(scraped) : renamed(scraped);
        Labels relabelled = job.metricRelabel().apply(merged).orElse(Labels.EMPTY);
        if (relabelled.isEmpty()) {
            return null;
        }
        if (relabelled.metricName().isEmpty()) {
            throw new ScrapeException("malformed", "metric relabelling leaves a series without a name: " + relabelled);
        }
        checkNames(relabelled);
        check(relabelled);
        return relabelled;
    }

    private void checkNames(Labels labels) throws ScrapeException {
        NameRules names = job.names();
        if (!names.legacyOnly()) {
            return;
        }
        boolean fits = names.allowsMetric(labels.metricName());
        for (Label label : labels) {
            fits &= names.allowsLabel(label.name());
        }
        if (!fits) {
            throw new ScrapeException(
                    "malformed",
                    "metric_name_validation_scheme legacy does not take the names of " + labels
                            + "; ask for underscores by metric_name_escaping_scheme, or rename them by"
                            + " metric_relabel_configs");
        }
    }

    /** The labels of a series that tells of the scrape itself. */
    Labels report(String name) {
        return target.with(Labels.METRIC_NAME, name);
    }

    private Labels honored(Map<String, String> scraped) {
        Map<String, String> labels = new TreeMap<>(scraped);
        for (Label label : target) {
            labels.putIfAbsent(label.name(), label.value());
        }
        return Labels.of(labels);
    }

    /** The shortest name first, so that which of several gets which new name does not depend on chance. */
    private Labels renamed(Map<String, String> scraped) {
        Map<String, String> labels = new TreeMap<>();
        scraped.forEach((name, value) -> {
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
        });
        List<Label> clashing = new ArrayList<>();
        for (Label label : target) {
            String old = labels.put(label.name(), label.value());
            if (old != null) {
                clashing.add(new Label(label.name(), old));
            }
        }
        clashing.sort(
                Comparator.comparingInt((Label label) -> label.name().length()).thenComparing(Label::name));
        for (Label label : clashing) {
            String name = label.name();
            do {
                name = EXPORTED + name;
            } while (labels.containsKey(name));
            labels.put(name, label.value());
        }
        return Labels.of(labels);
    }

    private void check(Labels labels) throws ScrapeException {
        ScrapeLimits limits = job.limits();
        if (limits.labels() > 0 && labels.size() > limits.labels()) {
            throw new ScrapeException(
                    "label_limit",
                    "label_limit exceeded: " + labels + " has " + labels.size() + " labels, at most " + limits.labels()
                            + " are allowed");
        }
        if (limits.labelNameBytes() == 0 && limits.labelValueBytes() == 0) {
            return;
        }
        for (Label label : labels) {
            check("label_name_length_limit", "name", label, label.name(), limits.labelNameBytes(), labels);
            check("label_value_length_limit", "value", label, label.value(), limits.labelValueBytes(), labels);
        }
    }

    private static void check(String limit, String part, Label label, String text, int most, Labels of)
            throws ScrapeException {
        int bytes = most == 0 ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > most) {
            throw new ScrapeException(
                    limit,
                    limit + " exceeded: the " + part + " of label " + label.name() + " of metric " + of.metricName()
                            + " has " + bytes + " bytes, at most " + most + " are allowed");
        }
    }
}
