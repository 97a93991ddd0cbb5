package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.ServiceName;

/** Who wrote lines: which service, and which version of it, as far as labels or metadata say so. */
final class Origins {
    /** In the order in which they are asked. */
    static final String[] VERSION = {"service_version", "version", "app_version"};

    private Origins() {}

    /** Empty where the labels name none. */
    static String service(Labels labels) {
        String service = ServiceName.of(labels);
        return service.equals(ServiceName.UNKNOWN) ? "" : service;
    }

    /** Empty where neither a stream's labels nor a line's metadata, whichever is given, name one. */
    static String version(Labels labels) {
        return first(labels, VERSION);
    }

    /** Streams of one application log alike and share templates: the service, else the first label's value. */
    static String application(Labels labels) {
        String service = service(labels);
        return service.isEmpty() && !labels.isEmpty() ? labels.iterator().next().value() : service;
    }

    private static String first(Labels labels, String[] names) {
        for (String name : names) {
            String value = labels.get(name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
