package dev.nightjar.model;

import java.util.List;

/**
 * Says which service a log stream is of. It is the label {@code service_name}; where a stream was sent without, it is
 * read from the labels that usually name one, so that logs can be chosen by service whoever sent them.
 */
public final class ServiceName {
    /** The label that a selection may ask for whether or not streams were sent with it. */
    public static final String LABEL = "service_name";

    /** Where no label names a service. */
    public static final String UNKNOWN = "unknown_service";

    /** Labels that name a service, the best first. */
    public static final List<String> SOURCES = List.of(
            "service",
            "app",
            "application",
            "app_name",
            "name",
            "app_kubernetes_io_name",
            "container",
            "container_name",
            "k8s_container_name",
            "component",
            "workload",
            "job",
            "k8s_job_name");

    private ServiceName() {}

    /** Never empty. */
    public static String of(Labels stream) {
        String own = stream.get(LABEL);
        if (!own.isEmpty()) {
            return own;
        }
        for (String source : SOURCES) {
            String value = stream.get(source);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return UNKNOWN;
    }

    /** The stream's labels, {@link #LABEL} among them. */
    public static Labels in(Labels stream) {
        return stream.with(LABEL, of(stream));
    }

    /** How many labels the stream was given, {@link #LABEL} aside: a limit on their number does not count it. */
    public static int othersIn(Labels stream) {
        return stream.size() - (stream.get(LABEL).isEmpty() ? 0 : 1);
    }

    /** The value that a selection's condition on {@code label} is about. */
    public static String valueOf(String label, Labels stream) {
        return label.equals(LABEL) ? of(stream) : stream.get(label);
    }
}
