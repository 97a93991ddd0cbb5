package dev.nightjar.postmortems.incident;

import dev.nightjar.model.Labels;

/** Which alert. */
record AlertKey(String rule, Labels labels) {}
