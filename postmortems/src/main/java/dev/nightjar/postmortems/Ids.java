package dev.nightjar.postmortems;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of incidents and postmortems: the same cause always gives the same name, so a repeated step is recognised. */
final class Ids {
    private static final int DIGITS = 10;

    private Ids() {}

    static String incidentOfPage(String pageId) {
        return "inc-" + digest(pageId);
    }

    static String declaredIncident(String service, String title, String at, long afterOffset) {
        return "inc-" + digest(String.join("\0", service, title, at, Long.toString(afterOffset)));
    }

    static String postmortem(String incidentId) {
        return "pm-" + incidentId.substring(incidentId.indexOf('-') + 1);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
