package dev.nightjar.ingest.syslog;

import dev.nightjar.ingest.LabelPairs;
import java.util.OptionalLong;

/**
 * What one message says.
 *
 * @param facility number, 0 to 23
 * @param severity number, 0 (the worst) to 7
 * @param nanos since the epoch, where the message has a time
 * @param host empty if it names none
 * @param app empty if it names none
 * @param metadata process, message id and structured data
 * @param textFrom where the text begins in the array that the message lies in
 */
record SyslogMessage(
        int facility, int severity, OptionalLong nanos, String host, String app, LabelPairs metadata, int textFrom) {
    private static final String[] FACILITIES = {
        "kern",
        "user",
        "mail",
        "daemon",
        "auth",
        "syslog",
        "lpr",
        "news",
        "uucp",
        "cron",
        "authpriv",
        "ftp",
        "ntp",
        "audit",
        "alert",
        "clock",
        "local0",
        "local1",
        "local2",
        "local3",
        "local4",
        "local5",
        "local6",
        "local7"
    };
    private static final String[] SEVERITIES = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};
    private static final String[] LEVELS = {"critical", "critical", "critical", "error", "warn", "info", "info", "debug"
    };

    String facilityName() {
        return facility < FACILITIES.length ? FACILITIES[facility] : Integer.toString(facility);
    }

    String severityName() {
        return SEVERITIES[severity];
    }

    /** As log lines of other senders have it. */
    String level() {
        return LEVELS[severity];
    }
}
