package dev.nightjar.alerting.routing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of a configuration that is shown, as Alertmanager does. */
final class Masking {
    private static final Pattern SECRET = Pattern.compile(
            "(?m)^(\\s*(?:-\\s+)?[\\w\"']*(?:password|secrets?|token|api_key|routing_key|service_key|slack_api_url|credentials)[\"']?\\s*:\\s+)(?!\\s*$|\\[|- )(\\S.*)$");

    /** The same in a mapping on one line. */
    private static final Pattern INLINE = Pattern.compile(
            "([{,]\\s*[\\w]*(?:password|secrets?|token|api_key|routing_key|service_key|slack_api_url|credentials)\\s*:\\s+)([^\\[,}\\n][^,}\\n]*)");

    /** A key that stands in the file itself. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?-----END [A-Z0-9 ]*PRIVATE KEY-----");

    /** A password for a proxy. */
    private static final Pattern IN_URL = Pattern.compile("(proxy_url\\s*:\\s*[\"']?[a-z]+://[^\\s:/@]*:)[^\\s@]+@");

    /** Several in a list on one line. */
    private static final Pattern LISTED = Pattern.compile("(\\bsecrets\\s*:\\s+\\[)[^\\]]*]");

    /** The same on lines of their own; what has a colon is the next thing of a list around this one. */
    private static final Pattern BELOW = Pattern.compile("(?m)^(\\s*secrets\\s*:[ \\t]*)((?:\\n\\s*-\\s+[^\\n:]+)+)$");

    private static final Pattern CONFIGS = Pattern.compile("\\b(\\w+)_configs[\"']?\\s*:");

    /** Whoever knows it may post; of other kinds of receivers it is no secret, and programs read it as an address. */
    private static final Pattern SLACK_URL = Pattern.compile("((?:^|[{,\\s])[\"']?api_url[\"']?\\s*:\\s+)[^,}\\s]+");

    private Masking() {}

    static String of(String text) {
        String shown = PRIVATE_KEY.matcher(text).replaceAll("<secret>");
        shown = SECRET.matcher(shown).replaceAll("$1<secret>");
        shown = INLINE.matcher(shown).replaceAll("$1<secret>");
        shown = LISTED.matcher(shown).replaceAll("$1<secret>]");
        shown = BELOW.matcher(shown)
                .replaceAll(list -> Matcher.quoteReplacement(
                        list.group(1) + list.group(2).replaceAll("(-\\s+)[^\\n]+", "$1<secret>")));
        // as Go shows an address: it has to stay one
        shown = IN_URL.matcher(shown).replaceAll("$1xxxxx@");
        return withoutSlackUrls(shown);
    }

    private static String withoutSlackUrls(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        Matcher next = CONFIGS.matcher(text);
        int at = 0;
        boolean slack = false;
        while (next.find()) {
            shown.append(shown(text.substring(at, next.start()), slack));
            slack = next.group(1).equals("slack");
            at = next.start();
        }
        return shown.append(shown(text.substring(at), slack)).toString();
    }

    private static String shown(String part, boolean slack) {
        return slack ? SLACK_URL.matcher(part).replaceAll("$1<secret>") : part;
    }
}
