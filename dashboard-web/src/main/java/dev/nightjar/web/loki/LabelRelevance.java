package dev.nightjar.web.loki;

import java.util.Set;
import java.util.regex.Pattern;

/** Says which labels are worth choosing by: not those whose every value is an id. */
final class LabelRelevance {
    private static final Set<String> ALWAYS = Set.of("cluster", "namespace", "instance", "pod");
    private static final Set<String> TRUTHS = Set.of("0", "1");
    private static final Pattern ID = Pattern.compile(
            "[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|\\{?[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}}?");

    private LabelRelevance() {}

    static boolean isRelevant(String label, Set<String> values) {
        if (values.isEmpty()) {
            return false;
        }
        return ALWAYS.contains(label)
                || TRUTHS.containsAll(values)
                || !values.stream().allMatch(value -> ID.matcher(value).matches());
    }
}
