/**
 * Turns what the stores, the alert engine and the incidents know into the documents of {@code /nightjar/v1}, which the
 * web interface shows. {@link dev.nightjar.web.api.Documents} holds their shapes; every document starts with the answer
 * in words.
 */
@NullMarked
package dev.nightjar.web.api;

import org.jspecify.annotations.NullMarked;
