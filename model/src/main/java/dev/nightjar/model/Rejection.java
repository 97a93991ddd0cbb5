package dev.nightjar.model;

/**
 * Why items were refused.
 *
 * @param code one short word to count by, such as {@code invalid_label} or {@code too_old}
 * @param message what was found, where, and what to do
 * @param items how many samples or lines
 * @param retryAfterSeconds when sending them again may help; 0 where it never will, or nobody knows
 */
public record Rejection(String code, String message, long items, long retryAfterSeconds) {
    public Rejection(String code, String message, long items) {
        this(code, message, items, 0);
    }
}
