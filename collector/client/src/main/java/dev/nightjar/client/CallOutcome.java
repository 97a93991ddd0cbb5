package dev.nightjar.client;

import java.util.Locale;

/** How a call ended, whatever its protocol; {@link #SERVER_ERROR} is what an error rate counts. */
public enum CallOutcome {
    OK,
    /** The caller's own doing: a wrong request, a missing right, or that it hung up. */
    CLIENT_ERROR,
    /** The called service's doing, or that it could not be reached. */
    SERVER_ERROR;

    public static CallOutcome ofHttp(int status) {
        if (status >= 500) {
            return SERVER_ERROR;
        }
        return status >= 400 ? CLIENT_ERROR : OK;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
