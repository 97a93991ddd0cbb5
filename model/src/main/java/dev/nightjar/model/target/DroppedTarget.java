package dev.nightjar.model.target;

import dev.nightjar.model.Labels;

/**
 * A target that is not scraped.
 *
 * @param why empty where relabelling dropped it, else what is wrong with it
 */
public record DroppedTarget(String pool, Labels discovered, String why) {}
