package dev.nightjar.query.deviation;

/**
 * One thing in which one instance is unlike its peers.
 *
 * @param device such as {@code sda}, or empty
 * @param sinceMillis when it began, as far as the series asked for reach back
 * @param score 1 and above stands out
 * @param text without the instance: {@code writes to sda in 212 ms, its peers in 4 ms}
 */
public record Deviation(
        Signal signal,
        String instance,
        String device,
        double value,
        double peers,
        long sinceMillis,
        double score,
        String text) {

    /** {@code disk sda}, or the group where there is no device. */
    public String resource() {
        return device.isEmpty() ? signal.group() : signal.resource(device);
    }
}
