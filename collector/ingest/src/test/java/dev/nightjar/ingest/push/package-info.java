@NullMarked
package dev.nightjar.ingest.push;

import org.jspecify.annotations.NullMarked;
