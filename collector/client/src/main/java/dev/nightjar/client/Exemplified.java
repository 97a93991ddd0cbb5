package dev.nightjar.client;

/** A meter that remembers which traces its values came from: of each bucket, or of its count where it has none. */
interface Exemplified {
    ExemplarSlots exemplars();
}
