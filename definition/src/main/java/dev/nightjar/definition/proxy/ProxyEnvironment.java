package dev.nightjar.definition.proxy;

import java.util.Locale;
import java.util.Map;

/**
 * What the environment says of proxies; texts are empty where it says nothing.
 *
 * @param http address of the proxy for plain requests
 * @param https address of the proxy for encrypted ones
 * @param without as in {@link ProxyAccess#names}
 */
public record ProxyEnvironment(String http, String https, String without) {
    /** Of {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in capitals, or else in small letters. */
    public static ProxyEnvironment of(Map<String, String> variables) {
        return new ProxyEnvironment(
                address(variables, "HTTP_PROXY"), address(variables, "HTTPS_PROXY"), variable(variables, "NO_PROXY"));
    }

    /** A host alone is spoken to with HTTP. */
    private static String address(Map<String, String> variables, String name) {
        String text = variable(variables, name);
        return text.isEmpty() || text.contains("://") ? text : "http://" + text;
    }

    private static String variable(Map<String, String> variables, String name) {
        String capital = variables.getOrDefault(name, "");
        return capital.isEmpty() ? variables.getOrDefault(name.toLowerCase(Locale.ROOT), "") : capital;
    }
}
