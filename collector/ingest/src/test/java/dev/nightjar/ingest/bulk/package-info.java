@NullMarked
package dev.nightjar.ingest.bulk;

import org.jspecify.annotations.NullMarked;
