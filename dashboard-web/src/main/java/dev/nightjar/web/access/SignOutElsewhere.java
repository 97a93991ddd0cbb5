package dev.nightjar.web.access;

import java.net.URI;
import java.util.Optional;

/** Where whoever signs out here signs out, too. */
@FunctionalInterface
public interface SignOutElsewhere {
    /** Nowhere. */
    SignOutElsewhere NONE = cookie -> Optional.empty();

    /**
     * Where a browser goes from here to do so; empty: nowhere. May block.
     *
     * @param sessionCookie of a session that ends, whatever it is
     */
    Optional<URI> address(String sessionCookie);
}
