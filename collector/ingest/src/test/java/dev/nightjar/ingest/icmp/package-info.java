@NullMarked
package dev.nightjar.ingest.icmp;

import org.jspecify.annotations.NullMarked;
