package dev.nightjar.ingest.scrapeconfig;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A format in which a target can show its samples. */
public enum ScrapeProtocol {
    PROMETHEUS_PROTO(
            "PrometheusProto",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
            false),
    OPEN_METRICS_TEXT_0_0_1("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1", false),
    OPEN_METRICS_TEXT_1_0_0("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0", true),
    PROMETHEUS_TEXT_0_0_4("PrometheusText0.0.4", "text/plain;version=0.0.4", false),
    PROMETHEUS_TEXT_1_0_0("PrometheusText1.0.0", "text/plain;version=1.0.0", true);

    public static final List<ScrapeProtocol> DEFAULTS =
            List.of(OPEN_METRICS_TEXT_1_0_0, OPEN_METRICS_TEXT_0_0_1, PROMETHEUS_TEXT_1_0_0, PROMETHEUS_TEXT_0_0_4);

    /** Where native histograms are wanted: only the binary format has them. */
    public static final List<ScrapeProtocol> WITH_NATIVE_HISTOGRAMS = List.of(
            PROMETHEUS_PROTO,
            OPEN_METRICS_TEXT_1_0_0,
            OPEN_METRICS_TEXT_0_0_1,
            PROMETHEUS_TEXT_1_0_0,
            PROMETHEUS_TEXT_0_0_4);

    private final String text;
    private final String mediaType;

    /** Whether it knows names that have to be escaped, and can be told how. */
    private final boolean escapes;

    ScrapeProtocol(String text, String mediaType, boolean escapes) {
        this.text = text;
        this.mediaType = mediaType;
        this.escapes = escapes;
    }

    /** As configurations write it. */
    public String text() {
        return text;
    }

    public static Optional<ScrapeProtocol> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }

    /**
     * The header that asks for the first of {@code wanted} rather than the second, and so on.
     *
     * @param escaping see {@link NameRules#escaping}
     */
    public static String accept(List<ScrapeProtocol> wanted, String escaping) {
        StringBuilder header = new StringBuilder();
        int weight = values().length + 1;
        for (ScrapeProtocol one : wanted) {
            header.append(one.mediaType)
                    .append(one.escapes ? ";escaping=" + escaping : "")
                    .append(";q=0.")
                    .append(weight--)
                    .append(',');
        }
        return header.append("*/*;q=0.").append(weight).toString();
    }

    /**
     * The protocol of an answer; empty where its {@code Content-Type} names none.
     *
     * @param contentType empty if the answer has none
     */
    public static Optional<ScrapeProtocol> ofContentType(String contentType) {
        String[] parts = contentType.split(";");
        String type = parts[0].strip().toLowerCase(java.util.Locale.ROOT);
        return switch (type) {
            case "application/openmetrics-text" ->
                Optional.of(
                        parameter(parts, "version").equals("0.0.1")
                                ? OPEN_METRICS_TEXT_0_0_1
                                : OPEN_METRICS_TEXT_1_0_0);
            case "application/vnd.google.protobuf" ->
                parameter(parts, "proto").equals("io.prometheus.client.MetricFamily")
                                && parameter(parts, "encoding").equals("delimited")
                        ? Optional.of(PROMETHEUS_PROTO)
                        : Optional.empty();
            case "text/plain" ->
                Optional.of(
                        parameter(parts, "version").equals("1.0.0") ? PROMETHEUS_TEXT_1_0_0 : PROMETHEUS_TEXT_0_0_4);
            default -> Optional.empty();
        };
    }

    private static String parameter(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return part.substring(name.length() + 1).replace("\"", "");
            }
        }
        return "";
    }
}
