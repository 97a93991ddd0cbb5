package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import java.util.Comparator;
import java.util.TreeSet;

/** Alertmanager's order of the alerts in a notice: by job, by instance, then fewer labels first, then label by label. */
final class ShownOrder {
    static final Comparator<KnownAlert> BY_LABELS = (a, b) -> compare(a.labels(), b.labels());

    private ShownOrder() {}

    private static int compare(Labels a, Labels b) {
        for (String name : new String[] {"job", "instance"}) {
            boolean hasA = a.has(name);
            boolean hasB = b.has(name);
            if (hasA != hasB) {
                return hasA ? -1 : 1;
            }
            int order = a.get(name).compareTo(b.get(name));
            if (order != 0) {
                return order;
            }
        }
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        TreeSet<String> names = new TreeSet<>(a.toMap().keySet());
        names.addAll(b.toMap().keySet());
        for (String name : names) {
            // whoever lacks a name comes first
            int order = a.has(name) == b.has(name) ? a.get(name).compareTo(b.get(name)) : a.has(name) ? 1 : -1;
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
