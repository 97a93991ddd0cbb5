package dev.nightjar.query.logql;

/** A stage made ready to run. */
interface Step {
    /** Changes the entry; false where it leaves the pipeline. */
    boolean apply(Entry entry);
}
