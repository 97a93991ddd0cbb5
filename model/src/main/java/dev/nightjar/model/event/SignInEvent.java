package dev.nightjar.model.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How people came in by way of an identity provider, and who was turned away at the door. */
public sealed interface SignInEvent extends Event {
    /** The provider, as its tokens call it. */
    String issuer();

    /**
     * Somebody signed in. Issuer and subject together are the account; the user's name is what it is called here.
     *
     * @param subject the account at the issuer, never given to another there
     * @param user the name under which is acted here
     * @param role of this session
     * @param from address that was asked from
     */
    record PersonSignedIn(Instant at, String issuer, String subject, String user, String role, String from)
            implements SignInEvent {}

    /**
     * Somebody was turned away.
     *
     * @param subject the account, where it was proven; null: it was not
     * @param why what was found
     * @param from address that was asked from
     */
    record SignInRefused(
            Instant at, String issuer, @Nullable String subject, String why, String from) implements SignInEvent {}

    /** A user's name belongs to no account any more: the next one that bears it has it. */
    record UserNameFreed(Instant at, String issuer, String user, String by) implements SignInEvent {}
}
