package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Families whose names a kernel makes up, each made once. Used by one thread. */
final class NamedFamilies {
    private final Map<String, Family> made = new HashMap<>();
    private final Function<String, Family> make;

    /** @param make a family of what the kernel calls a thing */
    NamedFamilies(Function<String, Family> make) {
        this.make = make;
    }

    Family of(String kernelName) {
        return made.computeIfAbsent(kernelName, make);
    }
}
