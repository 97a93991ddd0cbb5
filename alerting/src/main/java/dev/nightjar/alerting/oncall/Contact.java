package dev.nightjar.alerting.oncall;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One way to reach a person.
 *
 * @param address a URL for a webhook, an address for email, the person's name for the inbox
 * @param fallback null: used at once. Otherwise only when nothing listed before it (but for the inbox) was accepted in
 *     this time, or all of it failed for good
 */
public record Contact(
        Channel channel, String address, @Nullable Duration fallback) {
    /** How a message travels. */
    public enum Channel {
        INBOX,
        WEBHOOK,
        EMAIL;

        /** As it is written in files and events. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
