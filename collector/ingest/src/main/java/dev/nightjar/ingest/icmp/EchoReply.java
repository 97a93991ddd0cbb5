package dev.nightjar.ingest.icmp;

import java.util.OptionalInt;

/**
 * The answer to an echo request.
 *
 * @param whole whether all of the payload came back as it was sent
 * @param hopLimit how many more routers the answer could have passed, where the kernel tells
 */
public record EchoReply(boolean whole, OptionalInt hopLimit) {}
