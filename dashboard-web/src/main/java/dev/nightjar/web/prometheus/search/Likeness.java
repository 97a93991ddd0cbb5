package dev.nightjar.web.prometheus.search;

/**
 * How much a name is like what was looked for: from 0, for not at all or too little, to 1. The two measures and their use are those of
 * the search API of Prometheus 3.12 and later, so that the same threshold means the same on both.
 */
@FunctionalInterface
interface Likeness {
    double of(String name);
}
