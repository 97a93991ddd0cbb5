package dev.nightjar.alerting.delivery;

import java.util.regex.Pattern;

/**
 * Text of alerts in a mail's header, where a line break would begin another header. Mail libraries refuse to send such a
 * message, and so does the one used here {@code %0A}: a label with either in it would keep a page from being mailed.
 */
public final class MailHeader {
    private static final Pattern BREAKS =
            Pattern.compile("[\\s\\p{Cc}\\u2028\\u2029]*[\\p{Cc}\\u2028\\u2029][\\s\\p{Cc}\\u2028\\u2029]*");

    private MailHeader() {}

    /** {@code text} in one line. */
    public static String line(String text) {
        return BREAKS.matcher(text).replaceAll(" ").replace("%0A", "%0a").strip();
    }
}
