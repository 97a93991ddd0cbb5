package dev.nightjar.query.running;

import java.time.Instant;

/** A query that runs: the id to kill it by, since when it runs, how many samples it has read and computed so far. */
public record ActiveQuery(long id, AskedQuery asked, Instant since, long samples) {}
