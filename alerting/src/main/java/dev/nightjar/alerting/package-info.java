/**
 * Owns alerting as a whole: reads its definitions, evaluates them, and pages. Its only durable state is in the event
 * log, to which it alone writes alert and page events.
 */
@NullMarked
package dev.nightjar.alerting;

import org.jspecify.annotations.NullMarked;
