package dev.nightjar.ingest.probe;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns an outcome into Prometheus' text format, and knows what its metrics are. */
final class ProbeText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("probe_success", "1 if all was as expected, 0 if not."),
            Map.entry("probe_duration_seconds", "How long the probe took."),
            Map.entry("probe_failing", "1 while as many of the last runs failed as the probe's definition says."),
            Map.entry("probe_failure_info", "In which phase the probe failed."),
            Map.entry("probe_failed_due_to_regex", "1 if a regular expression was not met."),
            Map.entry("probe_dns_lookup_time_seconds", "How long resolving the target's name took."),
            Map.entry("probe_ip_protocol", "4 or 6: of the address that was probed."),
            Map.entry("probe_ip_addr_hash", "A hash of the address that was probed, to see that it changed."),
            Map.entry("probe_http_duration_seconds", "How long each phase took, over all redirects."),
            Map.entry("probe_http_status_code", "Status of the last answer."),
            Map.entry("probe_http_version", "Version of HTTP of the last answer."),
            Map.entry("probe_http_ssl", "1 if the last connection was encrypted."),
            Map.entry("probe_http_redirects", "Redirects that were followed."),
            Map.entry("probe_http_content_length", "Length of the body as the answer says, -1 if it does not."),
            Map.entry("probe_http_uncompressed_body_length", "Length of the body that came, decompressed."),
            Map.entry("probe_http_last_modified_timestamp_seconds", "When the content changed, as the answer says."),
            Map.entry("probe_ssl_earliest_cert_expiry", "When the first of the certificates that were shown ends."),
            Map.entry(
                    "probe_ssl_last_chain_expiry_timestamp_seconds",
                    "When the chain of certificates ends by which the target is trusted."),
            Map.entry("probe_ssl_last_chain_info", "The target's own certificate."),
            Map.entry("probe_tls_version_info", "Version of TLS of the connection."),
            Map.entry("probe_tls_cipher_info", "Cipher of the connection."),
            Map.entry("probe_tcp_duration_seconds", "How long each phase took."),
            Map.entry("probe_expect_info", "What the target said, in the labels that the module names."),
            Map.entry("probe_dns_duration_seconds", "How long each phase took."),
            Map.entry("probe_dns_query_succeeded", "1 if the name server answered at all."),
            Map.entry("probe_dns_answer_rrs", "Records of the answer."),
            Map.entry("probe_dns_authority_rrs", "Records of the authority section."),
            Map.entry("probe_dns_additional_rrs", "Records of the additional section."),
            Map.entry("probe_dns_serial", "Serial number of the zone, from its SOA record."),
            Map.entry("probe_icmp_duration_seconds", "How long each phase took."),
            Map.entry("probe_icmp_reply_hop_limit", "How many more routers the answer could have passed."),
            Map.entry("probe_grpc_duration_seconds", "How long each phase took."),
            Map.entry("probe_grpc_ssl", "1 if the connection was encrypted."),
            Map.entry("probe_grpc_status_code", "Status of gRPC of the answer."),
            Map.entry("probe_grpc_healthcheck_response", "1 for the state that the service says it is in."));

    private ProbeText() {}

    static String help(String metric) {
        return HELP.getOrDefault(metric, "");
    }

    static String of(ProbeOutcome outcome) {
        Map<String, List<String>> lines = new TreeMap<>();
        outcome.values()
                .forEach((labels, value) -> lines.computeIfAbsent(labels.metricName(), name -> new ArrayList<>())
                        .add(line(labels, value)));
        StringBuilder text = new StringBuilder();
        lines.forEach((metric, series) -> {
            text.append("# HELP ")
                    .append(metric)
                    .append(' ')
                    .append(help(metric))
                    .append('\n');
            text.append("# TYPE ").append(metric).append(" gauge\n");
            series.forEach(text::append);
        });
        return text.toString();
    }

    private static String line(Labels labels, double value) {
        StringBuilder line = new StringBuilder(labels.metricName());
        String separator = "{";
        for (Label label : labels.without(Labels.METRIC_NAME)) {
            line.append(separator)
                    .append(label.name())
                    .append("=\"")
                    .append(label.value()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"');
            separator = ",";
        }
        return line.append(separator.equals(",") ? "} " : " ")
                .append(number(value))
                .append('\n')
                .toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}
