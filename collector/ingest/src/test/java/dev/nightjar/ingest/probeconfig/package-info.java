@NullMarked
package dev.nightjar.ingest.probeconfig;

import org.jspecify.annotations.NullMarked;
