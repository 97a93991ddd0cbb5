/**
 * Owns what waits on this host's disk to be sent: shipments in the order they came, bounded in bytes, each sent until it
 * is answered.
 */
@NullMarked
package dev.nightjar.agent.spool;

import org.jspecify.annotations.NullMarked;
