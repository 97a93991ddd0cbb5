/** Turns InfluxDB's line protocol, as Telegraf and many devices send it, into samples. */
@NullMarked
package dev.nightjar.ingest.influx;

import org.jspecify.annotations.NullMarked;
