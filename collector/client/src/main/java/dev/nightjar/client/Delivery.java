package dev.nightjar.client;

import java.time.Duration;

/** What became of one attempt to deliver a {@link Shipment}. */
public sealed interface Delivery {
    /** The server has it, durably. */
    record Delivered() implements Delivery {}

    /** The server will not take it; sending it again does not help. */
    record Refused(String reason) implements Delivery {}

    /**
     * It may be sent again, with the same batch id.
     *
     * @param atLeast how long the server asks to wait; zero where it did not say
     */
    record RetryLater(Duration atLeast, String reason) implements Delivery {}
}
