@NullMarked
package dev.nightjar.ingest.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;
