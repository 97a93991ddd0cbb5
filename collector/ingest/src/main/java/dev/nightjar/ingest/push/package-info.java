/** Owns the groups of metrics that batch jobs push, as they would to a Pushgateway, and turns them into samples. */
@NullMarked
package dev.nightjar.ingest.push;

import org.jspecify.annotations.NullMarked;
