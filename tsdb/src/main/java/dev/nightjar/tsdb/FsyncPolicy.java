package dev.nightjar.tsdb;

/** When an accepted batch is on the disk itself. In every case it survives the death of the process. */
public enum FsyncPolicy {
    /** Before the answer; batches that arrive together share one sync. */
    ALWAYS,
    /** A short while after the answer. */
    INTERVAL,
    /** When the operating system sees fit. */
    OFF
}
