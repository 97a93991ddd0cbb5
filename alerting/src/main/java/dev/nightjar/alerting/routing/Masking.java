package dev.nightjar.alerting.routing;

import java.util.regex.Pattern;

/** Takes secrets out of a configuration that is shown, as Alertmanager does. */
final class Masking {
    private static final Pattern SECRET = Pattern.compile(
            "(?m)^(\\s*(?:-\\s+)?[\\w\"']*(?:password|secrets?|token|api_key|routing_key|service_key|slack_api_url|api_url|credentials)[\"']?\\s*:\\s+)(?!\\s*$)(\\S.*)$");

    /** The same in a mapping on one line. */
    private static final Pattern INLINE = Pattern.compile(
            "([{,]\\s*[\\w]*(?:password|secrets?|token|api_key|routing_key|service_key|slack_api_url|api_url|credentials)\\s*:\\s+)([^,}\\n]+)");

    /** A key that stands in the file itself. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?-----END [A-Z0-9 ]*PRIVATE KEY-----");

    /** A password for a proxy. */
    private static final Pattern IN_URL = Pattern.compile("(proxy_url\\s*:\\s*[\"']?[a-z]+://[^\\s:/@]*:)[^\\s@]+@");

    private Masking() {}

    static String of(String text) {
        String withoutKeys = PRIVATE_KEY.matcher(text).replaceAll("<secret>");
        String without = INLINE.matcher(SECRET.matcher(withoutKeys).replaceAll("$1<secret>"))
                .replaceAll("$1<secret>");
        return IN_URL.matcher(without).replaceAll("$1<secret>@");
    }
}
