package dev.nightjar.query.deviation;

/**
 * Something in which the instances of a service can be compared.
 *
 * @param id stable, for links: {@code disk-write-time}
 * @param group of panels it belongs to: {@code disk}
 * @param query PromQL giving one series per instance (and device); {@code $selector} stands for the label matchers that
 *     choose the instances, {@code $window} for the range of rates
 * @param device label that names the device, or empty
 * @param worse in which direction a value is worth a word
 * @param matters differences smaller than this are never worth a word, in the quantity's unit
 * @param phrase how it is said, {@code %1$s} the value, {@code %2$s} the peers', {@code %3$s} the device
 */
public record Signal(
        String id,
        String group,
        String title,
        Quantity quantity,
        String query,
        String device,
        Direction worse,
        double matters,
        String phrase) {

    /** Where bad lies. */
    public enum Direction {
        HIGH,
        LOW
    }

    /** The query for the instances that {@code selector} chooses, such as {@code service="checkout"}. */
    public String query(String selector, String window) {
        return query.replace("$selector", selector).replace("$window", window);
    }

    /** {@code disk sda}; empty where the signal has no devices. */
    public String resource(String deviceName) {
        return device.isEmpty() ? "" : group + " " + deviceName;
    }

    String sentence(double value, double peers, String deviceName) {
        return String.format(phrase, quantity.text(value), quantity.text(peers), deviceName);
    }
}
