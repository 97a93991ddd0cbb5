package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields about proxies, which stand beside others in {@code http_config} and {@code oauth2}. */
final class ProxySettingsReader {
    private ProxySettingsReader() {}

    static ProxySettings read(Section section) {
        String url = section.text("proxy_url").orElse("");
        String exempt = section.text("no_proxy").orElse("");
        boolean fromEnvironment = section.flag("proxy_from_environment", false);
        if (fromEnvironment && !(url + exempt).isEmpty()) {
            section.problem(
                    "proxy_from_environment",
                    "proxy_from_environment: leave out proxy_url and no_proxy, or do not set this");
        }
        if (url.isEmpty() && !exempt.isEmpty()) {
            section.problem("no_proxy", "no_proxy: there is no proxy_url to make an exception from");
        }
        if (!url.isEmpty()) {
            check(section, url);
        }
        Map<String, List<Secret>> headers = connectHeaders(section);
        if (!headers.isEmpty() && url.isEmpty() && !fromEnvironment) {
            section.problem("proxy_connect_header", "proxy_connect_header: there is no proxy_url to tell it to");
        }
        return new ProxySettings(url, exempt, fromEnvironment, headers);
    }

    /** The JDK's client shows proxies no other headers than those whose names say that they are for proxies. */
    private static Map<String, List<Secret>> connectHeaders(Section section) {
        Map<String, List<Secret>> headers = new LinkedHashMap<>();
        section.textLists("proxy_connect_header").forEach((name, values) -> {
            if (!name.regionMatches(true, 0, "Proxy-", 0, 6)) {
                section.problem(
                        "proxy_connect_header",
                        "not supported yet: proxy_connect_header \"" + name + "\"; proxies are shown those whose names"
                                + " begin with Proxy-");
            }
            headers.put(
                    name, values.stream().map(value -> new Secret(value, null)).toList());
        });
        return headers;
    }

    private static void check(Section section, String url) {
        if (!Fields.isHttp(url)) {
            section.problem("proxy_url", "proxy_url: not an http URL: \"" + url + "\"");
        } else if (!"http".equals(URI.create(url).getScheme())) {
            section.problem("proxy_url", "not supported yet: a proxy that is spoken to with https; write http://");
        }
    }
}
