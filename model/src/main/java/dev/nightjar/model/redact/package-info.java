/**
 * Turns log lines into log lines without card numbers, e-mail addresses, credentials, or whatever else is not to be
 * kept. The same code runs in the agent, before a line leaves its host, and at ingest, before a line reaches a disk.
 */
@NullMarked
package dev.nightjar.model.redact;

import org.jspecify.annotations.NullMarked;
