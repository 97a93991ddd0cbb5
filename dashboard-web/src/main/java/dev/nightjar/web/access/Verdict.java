package dev.nightjar.web.access;

import dev.nightjar.web.access.ApiTokens.Grant;
import java.util.Optional;

/** What the gate finds of who asks for something. */
sealed interface Verdict {
    /**
     * May do it.
     *
     * @param who empty: somebody in particular is not needed
     */
    record Admitted(Optional<User> who) implements Verdict {}

    /** Shows a token of ours that is not in force. */
    record TokenUnknown() implements Verdict {}

    record ScopeLacking(Grant grant) implements Verdict {}

    record RoleLacking(User user) implements Verdict {}

    /** Shows nothing that says who it is. */
    record Stranger() implements Verdict {}
}
