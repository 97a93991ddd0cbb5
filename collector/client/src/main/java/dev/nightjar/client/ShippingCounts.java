package dev.nightjar.client;

/**
 * What a {@link ShippingLane} has done so far; samples, lines or changes.
 *
 * @param refused by the server, for good
 * @param dropped oldest ones, because the queue was full, or because the lane was closed before they got through
 * @param retries attempts beyond the first
 * @param queuedBytes waiting now, without the shipment that is being sent
 */
public record ShippingCounts(long delivered, long refused, long dropped, long retries, long queuedBytes) {}
