package dev.nightjar.ingest.scrape;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.DurationText;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.target.DroppedTarget;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns what was discovered into targets: defaults, relabelling, and what the special labels say. */
final class Planning {
    private static final String ADDRESS = "__address__";
    private static final String SCHEME = "__scheme__";
    private static final String PATH = "__metrics_path__";
    private static final String INTERVAL = "__scrape_interval__";
    private static final String TIMEOUT = "__scrape_timeout__";
    private static final String PARAMETER = "__param_";

    private final ScrapeJob job;
    private final List<TargetPlan> targets = new ArrayList<>();
    private final List<DroppedTarget> dropped = new ArrayList<>();
    private int droppedCount;

    private Planning(ScrapeJob job) {
        this.job = job;
    }

    /**
     * @param targets of the job, each once
     * @param dropped as many as the job remembers
     * @param droppedCount all of them
     */
    record Plan(List<TargetPlan> targets, List<DroppedTarget> dropped, int droppedCount) {}

    static Plan of(ScrapeJob job, List<TargetGroup> groups) {
        Planning planning = new Planning(job);
        for (TargetGroup group : groups) {
            for (Labels target : group.targets()) {
                planning.add(target, group.labels());
            }
        }
        Map<TargetPlan.Key, TargetPlan> unique = new java.util.LinkedHashMap<>();
        planning.targets.forEach(target -> unique.putIfAbsent(target.key(), target));
        return new Plan(List.copyOf(unique.values()), List.copyOf(planning.dropped), planning.droppedCount);
    }

    private void add(Labels target, Labels group) {
        Labels discovered = discovered(target, group);
        Optional<Labels> kept = job.relabel().apply(discovered);
        if (kept.isEmpty()) {
            drop(discovered, "");
            return;
        }
        try {
            targets.add(plan(discovered, kept.get()));
        } catch (IllegalArgumentException e) {
            drop(discovered, String.valueOf(e.getMessage()));
        }
    }

    private void drop(Labels discovered, String why) {
        droppedCount++;
        int most = job.limits().keptDropped();
        if (most == 0 || dropped.size() < most) {
            dropped.add(new DroppedTarget(job.name(), discovered, why));
        }
    }

    private Labels discovered(Labels target, Labels group) {
        Map<String, String> labels = new TreeMap<>(group.toMap());
        labels.putAll(target.toMap());
        labels.putIfAbsent("job", job.name());
        labels.putIfAbsent(INTERVAL, DurationText.of(job.interval()));
        labels.putIfAbsent(TIMEOUT, DurationText.of(job.timeout()));
        labels.putIfAbsent(PATH, job.metricsPath());
        labels.putIfAbsent(SCHEME, job.scheme());
        job.parameters().forEach((name, values) -> {
            if (!values.isEmpty()) {
                labels.put(PARAMETER + name, values.getFirst());
            }
        });
        return Labels.of(labels);
    }

    /** Throws {@link IllegalArgumentException} that says what is wrong with the target. */
    private TargetPlan plan(Labels discovered, Labels relabelled) {
        String address = relabelled.get(ADDRESS);
        if (address.isEmpty()) {
            throw new IllegalArgumentException("it has no __address__");
        }
        if (address.contains("/")) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is no address of a host; the path has its own" + " label, __metrics_path__");
        }
        Duration interval = duration(relabelled, INTERVAL);
        Duration timeout = duration(relabelled, TIMEOUT);
        if (timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException("its timeout, " + DurationText.of(timeout)
                    + ", is longer than its interval, " + DurationText.of(interval));
        }
        Map<String, String> stored = new TreeMap<>();
        for (Label label : relabelled) {
            if (!label.name().startsWith("__")) {
                stored.put(label.name(), label.value());
            }
        }
        stored.putIfAbsent("instance", address);
        return new TargetPlan(discovered, Labels.of(stored), url(relabelled, address), interval, timeout);
    }

    private static Duration duration(Labels labels, String name) {
        String text = labels.get(name);
        return DurationText.parse(text)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new IllegalArgumentException(
                        "label " + name + " is no duration longer than nothing: \"" + text + "\""));
    }

    private URI url(Labels labels, String address) {
        Map<String, List<String>> parameters = new TreeMap<>(job.parameters());
        for (Label label : labels) {
            if (label.name().startsWith(PARAMETER)) {
                parameters.merge(
                        label.name().substring(PARAMETER.length()), List.of(label.value()), Planning::withFirst);
            }
        }
        String path = labels.get(PATH);
        if (!labels.get(SCHEME).equals("http") && !labels.get(SCHEME).equals("https")) {
            throw new IllegalArgumentException(
                    "label " + SCHEME + " must be http or https, found \"" + labels.get(SCHEME) + "\"");
        }
        try {
            URI plain = new URI(labels.get(SCHEME), address, path.startsWith("/") ? path : "/" + path, null, null);
            if (Authority.of(plain).isEmpty()) {
                throw new IllegalArgumentException("\"" + address + "\" is no address of a host");
            }
            String query = query(parameters);
            return query.isEmpty() ? plain : new URI(plain.toASCIIString() + "?" + query);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its address makes no URL: " + e.getMessage(), e);
        }
    }

    private static List<String> withFirst(List<String> all, List<String> first) {
        List<String> changed = new ArrayList<>(first);
        changed.addAll(all.subList(Math.min(1, all.size()), all.size()));
        return changed;
    }

    private static String query(Map<String, List<String>> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, values) -> values.forEach(value -> query.append(query.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return query.toString();
    }
}
