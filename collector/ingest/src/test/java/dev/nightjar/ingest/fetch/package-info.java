@NullMarked
package dev.nightjar.ingest.fetch;

import org.jspecify.annotations.NullMarked;
