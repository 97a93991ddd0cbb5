package dev.nightjar.postmortems.incident;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the web interface shows things. */
final class Links {
    private Links() {}

    static String page(String pageId) {
        return "/pages/" + part(pageId);
    }

    /** The instance's page, or the service's where no instance is named. */
    static String service(String service, String instance) {
        String path = "/services/" + part(service);
        return instance.isEmpty() ? path : path + "/instances/" + part(instance);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
