/**
 * Turns what a Kubernetes cluster's API server knows into targets. Objects are listed once and watched from there on, so
 * that a cluster of thousands of pods costs its API server next to nothing.
 */
@NullMarked
package dev.nightjar.ingest.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;
