package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import dev.nightjar.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where a job's targets are found. */
final class DiscoveryReader {
    /** Those that Prometheus has and Nightjar has not. */
    static final List<String> NOT_YET = List.of(
            "aws_sd_configs",
            "azure_sd_configs",
            "digitalocean_sd_configs",
            "dockerswarm_sd_configs",
            "ec2_sd_configs",
            "eureka_sd_configs",
            "gce_sd_configs",
            "hetzner_sd_configs",
            "ionos_sd_configs",
            "kuma_sd_configs",
            "lightsail_sd_configs",
            "linode_sd_configs",
            "marathon_sd_configs",
            "nerve_sd_configs",
            "nomad_sd_configs",
            "oci_sd_configs",
            "openstack_sd_configs",
            "outscale_sd_configs",
            "ovhcloud_sd_configs",
            "puppetdb_sd_configs",
            "scaleway_sd_configs",
            "serverset_sd_configs",
            "stackit_sd_configs",
            "triton_sd_configs",
            "uyuni_sd_configs",
            "vultr_sd_configs");

    static final List<String> FIELDS = List.of(
            "static_configs",
            "file_sd_configs",
            "http_sd_configs",
            "dns_sd_configs",
            "consul_sd_configs",
            "kubernetes_sd_configs",
            "docker_sd_configs");

    private static final Set<String> RECORD_TYPES = Set.of("SRV", "A", "AAAA", "MX", "NS");

    private final Path folder;
    private final HttpAccessReader access;
    private final KubernetesReader kubernetes;
    private final DockerReader docker;

    DiscoveryReader(Path folder, HttpAccessReader access) {
        this.folder = folder;
        this.access = access;
        this.kubernetes = new KubernetesReader(folder, access);
        this.docker = new DockerReader(access);
    }

    List<DiscoveryConfig> read(Section job) {
        job.refuse(NOT_YET.toArray(String[]::new));
        List<DiscoveryConfig> found = new ArrayList<>();
        List<Section> groups = job.sections("static_configs", "static_configs");
        if (!groups.isEmpty()) {
            found.add(new DiscoveryConfig.Static(groups(groups)));
        }
        job.sections("file_sd_configs", "file_sd_configs").forEach(section -> found.add(files(section)));
        job.sections("http_sd_configs", "http_sd_configs")
                .forEach(section -> http(section).ifPresent(found::add));
        job.sections("dns_sd_configs", "dns_sd_configs").forEach(section -> found.add(dns(section)));
        job.sections("consul_sd_configs", "consul_sd_configs")
                .forEach(section -> consul(section).ifPresent(found::add));
        job.sections("kubernetes_sd_configs", "kubernetes_sd_configs")
                .forEach(section -> kubernetes.read(section).ifPresent(found::add));
        job.sections("docker_sd_configs", "docker_sd_configs")
                .forEach(section -> docker.read(section).ifPresent(found::add));
        return found;
    }

    private static List<TargetGroup> groups(List<Section> sections) {
        List<TargetGroup> groups = new ArrayList<>();
        for (Section section : sections) {
            section.allow("targets", "labels");
            List<Labels> targets = section.textList("targets").stream()
                    .map(address -> Labels.of("__address__", address))
                    .toList();
            groups.add(new TargetGroup(Integer.toString(groups.size()), targets, Labels.of(section.texts("labels"))));
        }
        return groups;
    }

    private DiscoveryConfig files(Section section) {
        section.allow("files", "refresh_interval");
        List<String> patterns = section.textList("files");
        if (patterns.isEmpty()) {
            section.problem("files", "field \"files\" is missing");
        }
        for (String pattern : patterns) {
            String name = String.valueOf(Path.of(pattern).getFileName());
            String lower = name.toLowerCase(Locale.ROOT);
            boolean known = lower.endsWith(".json") || lower.endsWith(".yml") || lower.endsWith(".yaml");
            if (!known || pattern.substring(0, pattern.length() - name.length()).contains("*")) {
                section.problem(
                        "files", "\"" + pattern + "\" must end in .json, .yml or .yaml, with * only in its last part");
            }
        }
        return new DiscoveryConfig.Files(
                folder, patterns, positive(section, "refresh_interval", Duration.ofMinutes(5)));
    }

    private Optional<DiscoveryConfig> http(Section section) {
        List<String> known = new ArrayList<>(List.of("url", "refresh_interval"));
        known.addAll(HttpAccessReader.FIELDS);
        section.allow(known.toArray(String[]::new));
        Duration refresh = positive(section, "refresh_interval", Duration.ofMinutes(1));
        HttpAccess how = access.read(section);
        return HttpAccessReader.uri(section, "url", section.requiredText("url"))
                .map(url -> new DiscoveryConfig.HttpList(url, refresh, how));
    }

    private static DiscoveryConfig dns(Section section) {
        section.allow("names", "type", "port", "refresh_interval");
        List<String> names = section.textList("names");
        if (names.isEmpty()) {
            section.problem("names", "field \"names\" is missing");
        }
        String type = section.text("type").orElse("SRV").toUpperCase(Locale.ROOT);
        if (!RECORD_TYPES.contains(type)) {
            section.problem("type", "type: must be SRV, A, AAAA, MX or NS, found \"" + type + "\"");
        }
        int port = section.wholeNumber("port", 0);
        if (port == 0 && !type.equals("SRV")) {
            section.problem("port", "records of type " + type + " have no port; write one");
        }
        return new DiscoveryConfig.Dns(
                names, type, port, positive(section, "refresh_interval", Duration.ofSeconds(30)));
    }

    private Optional<DiscoveryConfig> consul(Section section) {
        List<String> known = new ArrayList<>(List.of(
                "server",
                "path_prefix",
                "token",
                "datacenter",
                "namespace",
                "partition",
                "scheme",
                "services",
                "tags",
                "tag_separator",
                "allow_stale",
                "node_meta",
                "filter",
                "health_filter",
                "refresh_interval"));
        List<String> notYet = List.of("username", "password");
        known.addAll(notYet);
        known.addAll(HttpAccessReader.FIELDS);
        section.allow(known.toArray(String[]::new)).refuse(notYet.toArray(String[]::new));
        Map<String, String> parameters = new LinkedHashMap<>();
        section.text("datacenter").ifPresent(text -> parameters.put("dc", text));
        section.text("namespace").ifPresent(text -> parameters.put("ns", text));
        section.text("partition").ifPresent(text -> parameters.put("partition", text));
        String server = section.text("scheme").orElse("http") + "://"
                + section.text("server").orElse("localhost:8500")
                + section.text("path_prefix").orElse("");
        HttpAccess how = access.read(section);
        return HttpAccessReader.uri(section, "server", server)
                .map(checked -> new DiscoveryConfig.Consul(
                        server,
                        new SecretText.Given(section.text("token").orElse("")),
                        section.textList("services"),
                        section.textList("tags"),
                        section.text("tag_separator").orElse(","),
                        section.flag("allow_stale", true),
                        parameters,
                        section.texts("node_meta"),
                        section.text("filter").orElse(""),
                        section.text("health_filter").orElse(""),
                        positive(section, "refresh_interval", Duration.ofSeconds(30)),
                        how));
    }

    static Duration positive(Section section, String field, Duration otherwise) {
        Duration found = section.duration(field, otherwise);
        if (!found.isPositive()) {
            section.problem(field, field + ": must be longer than nothing");
            return otherwise;
        }
        return found;
    }
}
