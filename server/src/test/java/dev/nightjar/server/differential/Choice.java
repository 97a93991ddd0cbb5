package dev.nightjar.server.differential;

import java.util.List;
import java.util.random.RandomGenerator;

/** Takes one of several, each with the same chance. */
record Choice(RandomGenerator random) {
    String of(String... several) {
        return of(List.of(several));
    }

    String of(List<String> several) {
        return several.get(random.nextInt(several.size()));
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
