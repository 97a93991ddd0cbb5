package dev.nightjar.web.api;

import java.util.List;

/** How something fares, in the words of the interface; ordered by how much it needs somebody. */
final class Health {
    static final String FINE = "fine";
    static final String UNKNOWN = "unknown";
    static final String WARNING = "warning";
    static final String PAGE = "page";

    private static final List<String> BY_NEED = List.of(PAGE, WARNING, UNKNOWN, FINE);

    private Health() {}

    /** 0 needs somebody most. */
    static int need(String health) {
        return BY_NEED.indexOf(health);
    }
}
