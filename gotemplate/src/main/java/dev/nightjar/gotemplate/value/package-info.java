/**
 * What templates compute with. Values are Go's in Java's clothes: {@code String}, {@code Long} for whole numbers of any
 * size, {@code Double}, {@code Boolean}, {@code List} and {@code Map}, and null for nil; a {@link
 * dev.nightjar.gotemplate.value.TextMap} for a map that answers the empty text where it has nothing, and {@link
 * dev.nightjar.gotemplate.value.GoObject}s for what has fields and methods, such as times and durations.
 *
 * <p>What functions and methods take is said by a {@link dev.nightjar.gotemplate.value.Signature}; what they cannot do by
 * a {@link dev.nightjar.gotemplate.value.CallFailure}.
 */
@NullMarked
package dev.nightjar.gotemplate.value;

import org.jspecify.annotations.NullMarked;
