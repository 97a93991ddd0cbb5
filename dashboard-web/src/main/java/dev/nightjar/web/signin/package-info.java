/**
 * Owns signing in by way of an identity provider (OpenID Connect): asking the issuer what it is, sending a browser there and
 * taking it back, checking what it brings, and which account has which name and role. Whoever is let in gets one of
 * {@code web.access}'s sessions. Nothing here is loaded before somebody configured an issuer.
 */
@NullMarked
package dev.nightjar.web.signin;

import org.jspecify.annotations.NullMarked;
