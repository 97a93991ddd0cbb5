/** Turns syslog messages, RFC 3164 and 5424, into log lines. */
@NullMarked
package dev.nightjar.ingest.syslog;

import org.jspecify.annotations.NullMarked;
