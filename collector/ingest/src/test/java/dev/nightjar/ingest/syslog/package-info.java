@NullMarked
package dev.nightjar.ingest.syslog;

import org.jspecify.annotations.NullMarked;
