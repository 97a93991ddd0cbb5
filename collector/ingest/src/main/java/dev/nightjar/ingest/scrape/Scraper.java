package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.model.SampleSink;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all targets of a job share.
 *
 * @param nanos a clock to measure durations with
 */
record Scraper(SampleSink sink, IngestCounters counters, FetchClient client, InstantSource clock, LongSupplier nanos) {}
