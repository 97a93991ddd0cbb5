package dev.nightjar.web.api;

/** Label matchers as text, for PromQL and LogQL alike. */
final class Selectors {
    private Selectors() {}

    static String service(String service) {
        return "service=" + quoted(service);
    }

    static String instance(String service, String instance) {
        return service(service) + ", instance=" + quoted(instance);
    }

    static String peers(String service, String instance) {
        return service(service) + ", instance!=" + quoted(instance);
    }

    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
