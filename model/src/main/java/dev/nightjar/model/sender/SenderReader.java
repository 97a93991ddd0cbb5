package dev.nightjar.model.sender;

import java.util.List;

/** Tells who has sent what since the server started. Thread-safe. */
@FunctionalInterface
public interface SenderReader {
    /** Nobody has sent anything. */
    SenderReader NONE = List::of;

    /** By protocol and source. */
    List<Sender> senders();
}
