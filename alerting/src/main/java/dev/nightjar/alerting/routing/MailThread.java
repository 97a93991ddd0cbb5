package dev.nightjar.alerting.routing;

/** Which mails of one group of alerts a mail program shows as one conversation. */
public enum MailThread {
    NONE,
    /** Those of one day, in UTC. */
    OF_A_DAY,
    ALL
}
