package dev.nightjar.client;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import org.jspecify.annotations.Nullable;

/** Turns Micrometer's dotted names into Prometheus': snake case, the unit at the end, {@code _total} on counters. */
final class PrometheusNaming implements NamingConvention {
    private static final String TOTAL = "_total";

    @Override
    public String name(String name, Meter.Type type, @Nullable String baseUnit) {
        String snake = clean(NamingConvention.snakeCase.name(name, type, baseUnit), true);
        return switch (type) {
            case COUNTER -> withSuffix(withUnit(withoutTotal(snake), baseUnit), TOTAL);
            case TIMER, LONG_TASK_TIMER -> withSuffix(snake, "_seconds");
            case GAUGE, DISTRIBUTION_SUMMARY, OTHER -> withUnit(snake, baseUnit);
        };
    }

    @Override
    public String tagKey(String key) {
        return clean(NamingConvention.snakeCase.tagKey(key), false);
    }

    private static String withoutTotal(String name) {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    private static String withUnit(String name, @Nullable String unit) {
        return unit == null || unit.isEmpty() ? name : withSuffix(name, "_" + clean(unit, false));
    }

    private static String withSuffix(String name, String suffix) {
        return name.endsWith(suffix) ? name : name + suffix;
    }

    private static String clean(String name, boolean colonAllowed) {
        StringBuilder clean = new StringBuilder(name.length() + 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (i == 0 && digit) {
                clean.append('_');
            }
            clean.append(letter || digit || (c == ':' && colonAllowed) ? c : '_');
        }
        return clean.isEmpty() ? "_" : clean.toString();
    }
}
