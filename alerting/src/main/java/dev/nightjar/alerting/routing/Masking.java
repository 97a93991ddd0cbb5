package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Rewriting;
import dev.nightjar.definition.RewrittenYaml;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of a configuration that is shown, as Alertmanager does. */
final class Masking implements Rewriting<Masking.Place> {
    private static final String SECRET = "<secret>";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "\\w*(?:password|secrets?|token|token_id|api_key|routing_key|service_key|client_certificate_key"
                    + "|slack_api_url|webhook_url|credentials|proxy_connect_header)");

    /** A key that stands in the file itself, be it in a comment. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?-----END [A-Z0-9 ]*PRIVATE KEY-----");

    /** Whom a webhook's address reaches; what follows is often all that keeps others from posting there. */
    private static final Pattern WHOM = Pattern.compile(
            "(https?://)(?:[^/?#\\s]*@)?((?:[\\w.-]+|\\[[\\da-fA-F:.]+])(?::\\d+)?)(?:[/?#].*)?", Pattern.DOTALL);

    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^\\s:/@]*:)[^\\s/?#]*@");

    /** Where in the file something is, as far as it matters. */
    enum Place {
        ANYWHERE,
        TLS,
        /** An address under {@code api_url} is one that whoever knows it may post to; of other receivers it is no secret. */
        SLACK,
        WEBHOOK,
        /** Has to stay an address: amtool before 0.26 reads the file it is shown, and refuses anything else. */
        ADDRESS,
        PROXY,
        SECRET
    }

    private Masking() {}

    static String of(String text) {
        String shown = RewrittenYaml.of(text, new Masking()).orElse(SECRET);
        return PRIVATE_KEY.matcher(shown).replaceAll(SECRET);
    }

    @Override
    public Place root() {
        return Place.ANYWHERE;
    }

    @Override
    public Place below(Place above, String key) {
        if (above == Place.SECRET || SECRET_KEY.matcher(key).matches()) {
            return Place.SECRET;
        }
        return switch (key) {
            case "slack_configs" -> Place.SLACK;
            case "webhook_configs", "webhook_outputs" -> Place.WEBHOOK;
            case "tls_config" -> Place.TLS;
            case "proxy_url" -> Place.PROXY;
            case "api_url" -> above == Place.SLACK ? Place.SECRET : Place.ANYWHERE;
            case "url" -> above == Place.WEBHOOK ? Place.ADDRESS : Place.ANYWHERE;
            case "key" -> above == Place.TLS ? Place.SECRET : Place.ANYWHERE;
            default -> Place.ANYWHERE;
        };
    }

    @Override
    public @Nullable String instead(Place at, String value, String written) {
        if (at == Place.SECRET || PRIVATE_KEY.matcher(value).find()) {
            return SECRET;
        }
        if (at == Place.ADDRESS) {
            Matcher whom = WHOM.matcher(value);
            return whom.matches() ? "'" + whom.group(1) + whom.group(2) + "/" + SECRET + "'" : SECRET;
        }
        if (PASSWORD_IN_URL.matcher(value).find()) {
            // as Go shows an address: it has to stay one
            String shown = PASSWORD_IN_URL.matcher(written).replaceAll("$1xxxxx@");
            return shown.equals(written) ? SECRET : shown;
        }
        return at == Place.PROXY && value.contains("@") ? SECRET : null;
    }
}
