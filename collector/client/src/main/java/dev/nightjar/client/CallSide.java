package dev.nightjar.client;

import java.util.Locale;

/** Which end of a call a service is. */
public enum CallSide {
    SERVER,
    CLIENT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
