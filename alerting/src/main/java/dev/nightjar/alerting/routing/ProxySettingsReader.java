package dev.nightjar.alerting.routing;

import dev.nightjar.definition.Section;
import java.net.URI;

/** Reads the fields about proxies, which stand beside others in {@code http_config} and {@code oauth2}. */
final class ProxySettingsReader {
    private ProxySettingsReader() {}

    static ProxySettings read(Section section) {
        section.refuse("proxy_connect_header");
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
        return new ProxySettings(url, exempt, fromEnvironment);
    }

    private static void check(Section section, String url) {
        if (!Fields.isHttp(url)) {
            section.problem("proxy_url", "proxy_url: not an http URL: \"" + url + "\"");
        } else if (!"http".equals(URI.create(url).getScheme())) {
            section.problem("proxy_url", "not supported yet: a proxy that is spoken to with https; write http://");
        }
    }
}
