/** Turns bulk requests, as Filebeat, Fluent Bit and Vector send them to Elasticsearch, into log lines. */
@NullMarked
package dev.nightjar.ingest.bulk;

import org.jspecify.annotations.NullMarked;
