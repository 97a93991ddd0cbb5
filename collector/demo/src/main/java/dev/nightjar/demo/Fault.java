package dev.nightjar.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can go wrong in the shop. */
public enum Fault {
    /** One instance's disk answers fifty times slower. */
    SLOW_DISK,
    /** A new version of a service fails some of its requests. */
    BAD_DEPLOY,
    /** A feature toggle breaks the checkout. */
    TOGGLE,
    /** One instance's memory grows until it collects garbage most of the time. */
    MEMORY_LEAK,
    /** The bank that payments are made through stops answering. */
    DEPENDENCY_DOWN;

    /** As the command line writes it: {@code slow-disk}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Fault parse(String text) {
        for (Fault fault : values()) {
            if (fault.text().equals(text)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("unknown fault \"" + text + "\"; choose one of "
                + Arrays.stream(values()).map(Fault::text).collect(Collectors.joining(", ")));
    }
}
