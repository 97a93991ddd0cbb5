package dev.nightjar.alerting.paging;

/**
 * How mail leaves.
 *
 * @param host SMTP server; empty: mail is not set up and mail contacts fail over to the next
 * @param user empty: sends without signing in
 */
public record EmailSettings(String host, int port, String from, String user, String password) {
    public static final EmailSettings NONE = new EmailSettings("", 25, "nightjar@localhost", "", "");

    public EmailSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("email.port must be 1 to 65535, found " + port);
        }
    }

    @Override
    public String toString() {
        return "EmailSettings[" + host + ":" + port + ", from " + from + "]";
    }
}
