package dev.nightjar.alerting.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One way in which a receiver is told. Texts are Go templates unless said otherwise. */
public sealed interface Integration {
    /** As the list in the file is called, without {@code _configs}. */
    String kind();

    /** Whether it is told that alerts are over. */
    boolean sendsResolved();

    /**
     * @param maxAlerts so many alerts at most in one body; 0: all
     * @param timeout of one attempt; zero: the usual one
     * @param payload the body; null: Alertmanager's, version 4
     */
    record Webhook(
            boolean sendsResolved,
            HttpSettings http,
            Secret url,
            int maxAlerts,
            Duration timeout,
            @Nullable Payload payload)
            implements Integration {
        @Override
        public String kind() {
            return "webhook";
        }
    }

    /**
     * @param headers further ones by name; {@code Subject} among them
     * @param thread whether the mails of a group of alerts are one conversation
     */
    record Email(
            boolean sendsResolved,
            String to,
            String from,
            MailServer server,
            MailLogin login,
            MailThread thread,
            SequencedMap<String, String> headers,
            String text,
            String html)
            implements Integration {
        @Override
        public String kind() {
            return "email";
        }
    }

    /**
     * @param timeout of one attempt; zero: the usual one
     * @param texts the message's fields by their name in the file
     * @param updates whether what is new of a group changes its message, instead of making another
     */
    record Slack(
            boolean sendsResolved,
            HttpSettings http,
            Secret url,
            Duration timeout,
            Map<String, String> texts,
            boolean shortFields,
            boolean linkNames,
            List<String> markdownIn,
            List<Map<String, String>> fields,
            List<Map<String, String>> actions,
            boolean updates)
            implements Integration {
        /** What an action's question begins with among its texts. */
        public static final String CONFIRM = "confirm.";

        /** What the address of the method that posts a message ends in. */
        public static final String POST_MESSAGE = "/chat.postMessage";

        @Override
        public String kind() {
            return "slack";
        }
    }

    /**
     * Events API version 1 where there is a {@code serviceKey}, version 2 with {@code routingKey} otherwise.
     *
     * @param timeout of one attempt; zero: the usual one
     * @param texts fields by their name in the file
     */
    record PagerDuty(
            boolean sendsResolved,
            HttpSettings http,
            String url,
            Secret routingKey,
            Secret serviceKey,
            Duration timeout,
            Map<String, String> texts,
            SequencedMap<String, Payload> details,
            List<Map<String, String>> images,
            List<Map<String, String>> links)
            implements Integration {
        @Override
        public String kind() {
            return "pagerduty";
        }
    }

    /** {@code texts} holds the fields by their name in the file. */
    record Opsgenie(
            boolean sendsResolved,
            HttpSettings http,
            String url,
            Secret key,
            Map<String, String> texts,
            SequencedMap<String, String> details,
            List<Map<String, String>> responders,
            boolean updatesAlerts)
            implements Integration {
        @Override
        public String kind() {
            return "opsgenie";
        }
    }
}
