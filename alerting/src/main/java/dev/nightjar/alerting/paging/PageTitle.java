package dev.nightjar.alerting.paging;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line for a page that stands for several alerts: what is wrong, with how many, where, and the first few by name. The
 * summary of one of them would hide the others.
 */
final class PageTitle {
    /** Labels that say which thing an alert is about, the most telling first. */
    private static final List<String> THINGS = List.of(
            "instance", "host", "hostname", "node", "machine", "server", "device", "pod", "container", "service");

    /** Labels that say where things are. */
    private static final List<String> PLACES = List.of(
            "rack", "zone", "datacenter", "region", "cluster", "namespace", "environment", "env", "service", "job");

    private static final int PLACES_SAID = 2;
    private static final int NAMED = 3;
    private static final Pattern PORT = Pattern.compile(".+(:[0-9]{1,5})");

    private PageTitle() {}

    /** @param summaries of {@code alerts}, in the same order */
    static String of(List<Labels> alerts, List<String> summaries) {
        Optional<String> thing = THINGS.stream()
                .filter(name -> distinct(alerts, name).size() > 1)
                .findFirst();
        Labels common = Labels.common(alerts);
        String what = what(alerts, summaries);
        String where = places(common, thing.orElse(""), what);
        if (thing.isEmpty()) {
            return what + ": " + alerts.size() + " alerts" + where;
        }
        List<String> names = withoutCommonPort(distinct(alerts, thing.get()));
        String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        String rest = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return what + " on " + names.size() + " " + thing.get() + "s" + where + ": " + some + rest;
    }

    /** Their summary where all say the same, else the names of the alerts. */
    private static String what(List<Labels> alerts, List<String> summaries) {
        if (Set.copyOf(summaries).size() == 1) {
            String summary = summaries.getFirst();
            return summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
        }
        List<String> names = distinct(alerts, "alertname");
        return names.stream().limit(2).collect(Collectors.joining(", "))
                + (names.size() > 2 ? " and " + (names.size() - 2) + " more" : "");
    }

    /** Places that {@code what} does not name already. */
    private static String places(Labels common, String except, String what) {
        List<String> said = new ArrayList<>();
        for (String name : PLACES) {
            boolean isNew = common.has(name) && !name.equals(except) && !what.contains(common.get(name));
            if (isNew && said.size() < PLACES_SAID) {
                said.add(name + " " + common.get(name));
            }
        }
        return said.isEmpty() ? "" : " of " + String.join(", ", said);
    }

    private static List<String> distinct(List<Labels> alerts, String name) {
        Set<String> values = new LinkedHashSet<>();
        for (Labels labels : alerts) {
            for (Label label : labels) {
                if (label.name().equals(name)) {
                    values.add(label.value());
                }
            }
        }
        return List.copyOf(values);
    }

    /** {@code web-01:9100} is {@code web-01} where all have that port. */
    private static List<String> withoutCommonPort(List<String> names) {
        var first = PORT.matcher(names.getFirst());
        if (!first.matches()) {
            return names;
        }
        String port = first.group(1);
        return names.stream().allMatch(name -> name.endsWith(port))
                ? names.stream()
                        .map(name -> name.substring(0, name.length() - port.length()))
                        .toList()
                : names;
    }
}
