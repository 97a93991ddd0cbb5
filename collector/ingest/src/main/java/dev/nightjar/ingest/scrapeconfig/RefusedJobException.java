package dev.nightjar.ingest.scrapeconfig;

/** A job is not added to a scrape file; the message says why, and the file is as it was. */
public final class RefusedJobException extends Exception {
    RefusedJobException(String message) {
        super(message);
    }
}
