package dev.nightjar.alerting.routing;

/**
 * How we show a mail server who we are.
 *
 * @param user empty: not at all
 * @param password for servers that want to see it; may be empty
 * @param secret for {@code CRAM-MD5}, which does not send it; may be empty
 * @param identity on whose behalf; empty: the user's own
 */
public record MailLogin(String user, Secret password, Secret secret, String identity) {}
