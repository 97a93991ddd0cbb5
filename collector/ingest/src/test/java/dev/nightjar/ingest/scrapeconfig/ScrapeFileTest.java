package dev.nightjar.ingest.scrapeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.model.Labels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeFileTest {
    private static ScrapeSettings parse(String text) {
        return ScrapeFile.parse("prometheus.yml", text, Path.of("/etc/prometheus"));
    }

    @Test
    void a_job_that_says_little_does_what_prometheus_does() {
        ScrapeJob job = parse("scrape_configs: [{job_name: node}]").jobs().getFirst();

        assertThat(job.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.scheme()).isEqualTo("http");
        assertThat(job.metricsPath()).isEqualTo("/metrics");
        assertThat(job.honorLabels()).isFalse();
        assertThat(job.honorTimestamps()).isTrue();
        assertThat(job.protocols()).isEqualTo(ScrapeProtocol.DEFAULTS);
        assertThat(job.limits()).isEqualTo(ScrapeLimits.NONE);
        assertThat(job.access()).isEqualTo(HttpAccess.DEFAULTS);
        assertThat(job.compression()).isTrue();
    }

    @Test
    void the_file_that_debian_installs_is_read_as_it_is() {
        ScrapeSettings settings = parse("""
            global:
              scrape_interval: 15s
              evaluation_interval: 15s
              external_labels:
                monitor: 'example'
            alerting:
              alertmanagers:
              - static_configs:
                - targets: ['localhost:9093']
            rule_files:
            scrape_configs:
              - job_name: 'prometheus'
                scrape_interval: 5s
                scrape_timeout: 5s
                static_configs:
                  - targets: ['localhost:9090']
              - job_name: node
                static_configs:
                  - targets: ['localhost:9100']
                    labels: {zone: eu}
            """);

        assertThat(settings.jobs()).extracting(ScrapeJob::name).containsExactly("prometheus", "node");
        assertThat(settings.jobs().get(0).interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.jobs().get(1).interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.jobs().get(1).discoveries())
                .containsExactly(new DiscoveryConfig.Static(List.of(new TargetGroup(
                        "0", List.of(Labels.of("__address__", "localhost:9100")), Labels.of("zone", "eu")))));
        assertThat((Object) settings.externalLabels()).isEqualTo(Labels.of("monitor", "example"));
        assertThat(settings.notices())
                .containsExactly(
                        "alerting is not read from here: alerts are paged from here; definitions/oncall.yml says to"
                                + " whom",
                        "global.evaluation_interval is not read from here",
                        "global.external_labels is shown by /federate and nowhere else: alerts do not have them");
    }

    @Test
    void external_labels_may_name_what_the_environment_says() {
        ScrapeSettings settings =
                ScrapeFile.parse("prometheus.yml", """
                global:
                  external_labels: {plain: eu, host: $HOST, both: "${HOST}-${ZONE}", none: "a$NONE", price: 5$$, end: "1$ 2$"}
                """, Path.of("/etc/prometheus"), Map.of("HOST", "a$1", "ZONE", "b"));

        assertThat(settings.externalLabels().toMap())
                .isEqualTo(Map.of(
                        "plain", "eu", "host", "a$1", "both", "a$1-b", "none", "a", "price", "5$", "end", "1$ 2$"));
    }

    @Test
    void every_field_of_a_job_is_read() {
        ScrapeJob job = parse("""
            global: {scrape_interval: 30s, sample_limit: 10, label_limit: 5}
            scrape_configs:
            - job_name: all
              scrape_timeout: 20s
              scheme: https
              metrics_path: /m
              params: {a: [b, c]}
              honor_labels: true
              honor_timestamps: false
              track_timestamps_staleness: true
              enable_compression: false
              extra_scrape_metrics: true
              scrape_protocols: [PrometheusText0.0.4]
              fallback_scrape_protocol: OpenMetricsText1.0.0
              scrape_native_histograms: true
              always_scrape_classic_histograms: true
              convert_classic_histograms_to_nhcb: true
              native_histogram_bucket_limit: 160
              native_histogram_min_bucket_factor: 1.1
              body_size_limit: 1.5MB
              sample_limit: 7
              target_limit: 3
              keep_dropped_targets: 2
              label_name_length_limit: 11
              label_value_length_limit: 12
              authorization: {credentials_file: token}
              tls_config: {ca_file: ca.pem, server_name: x, min_version: TLS13}
              proxy_url: http://proxy:3128
              no_proxy: "localhost, 10.0.0.1"
              follow_redirects: false
              metric_name_validation_scheme: legacy
              metric_name_escaping_scheme: values
              file_sd_configs: [{files: ["targets/*.yml"], refresh_interval: 1m}]
              http_sd_configs: [{url: "http://sd/targets"}]
              dns_sd_configs: [{names: [a.b], type: A, port: 9100}]
            """).jobs().getFirst();

        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(job.parameters()).isEqualTo(Map.of("a", List.of("b", "c")));
        assertThat(job.limits()).isEqualTo(new ScrapeLimits(3 << 19, 7, 5, 11, 12, 3, 2));
        assertThat(job.histograms())
                .isEqualTo(new HistogramChoice(true, true, true, new HistogramResolution(160, 1.1)));
        assertThat(job.protocols()).containsExactly(ScrapeProtocol.PROMETHEUS_TEXT_0_0_4);
        assertThat(job.fallback()).contains(ScrapeProtocol.OPEN_METRICS_TEXT_1_0_0);
        assertThat(job.access().authorization())
                .isEqualTo(new Authorization.Credentials(
                        "Bearer", new SecretText.InFile(Path.of("/etc/prometheus/token"))));
        assertThat(job.access().tls().ca())
                .isEqualTo(Optional.of(new SecretText.InFile(Path.of("/etc/prometheus/ca.pem"))));
        assertThat(job.access().tls().versions()).containsExactly("TLSv1.3");
        assertThat(job.access().proxies().of(true, "shop", 443)).contains(URI.create("http://proxy:3128"));
        assertThat(job.access().proxies().without()).containsExactly("localhost", "10.0.0.1");
        assertThat(job.names()).isEqualTo(new NameRules(true, "values"));
        assertThat(job.discoveries()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        scrape_configs: [{job_nam: a, job_name: b}] | prometheus.yml:1: job "b": unknown field "job_nam"; did you mean "job_name"?
        scrape_configs: [{}] | prometheus.yml:1: scrape_configs 1: field "job_name" is missing
        scrape_configs: [{job_name: a}, {job_name: a}] | prometheus.yml:1: job "a": there is another job of this name; names are unique
        scrape_configs: [{job_name: a, ec2_sd_configs: [{}]}] | prometheus.yml:1: job "a": not supported yet: ec2_sd_configs; take it out
        scrape_configs: [{job_name: a, scrape_interval: 5s, scrape_timeout: 6s}] | prometheus.yml:1: job "a": scrape_timeout 6s is longer than scrape_interval 5s
        scrape_configs: [{job_name: a, native_histogram_min_bucket_factor: big}] | prometheus.yml:1: job "a": native_histogram_min_bucket_factor: not a factor: "big"; write it like 1.1
        scrape_configs: [{job_name: a, scheme: ftp}] | prometheus.yml:1: job "a": scheme: must be http or https, found "ftp"
        scrape_configs: [{job_name: a, relabel_configs: [{action: kep}]}] | prometheus.yml:1: relabel_configs 1: unknown action "kep"; did you mean "keep"?
        scrape_configs: [{job_name: a, file_sd_configs: [{files: ["*/x.yml"]}]}] | prometheus.yml:1: file_sd_configs 1: "*/x.yml" must end in .json, .yml or .yaml, with * only in its last part
        scrape_configs: [{job_name: a, metric_name_validation_scheme: legacy, metric_name_escaping_scheme: allow-utf-8}] | prometheus.yml:1: job "a": names of UTF-8 are asked for, and metric_name_validation_scheme legacy takes none; change one
        scrape_configs: [{job_name: a, proxy_from_environment: true, proxy_url: "http://p"}] | prometheus.yml:1: job "a": proxy_from_environment goes without proxy_url and no_proxy; keep the one or the others
        scrape_configs: [{job_name: a, proxy_url: "ftp://p"}] | prometheus.yml:1: job "a": proxy_url: not the URL of a proxy: "ftp://p"; write it like http://host:3128, or with https, socks5, socks5h
        scrape_configs: [{job_name: a, proxy_connect_header: {X-Tenant: [shop]}}] | prometheus.yml:1: job "a": proxy_connect_header: there is no proxy_url to tell it to
        scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: pods}]}] | prometheus.yml:1: kubernetes_sd_configs 1: role: must be one of node, pod, service, endpoints, endpointslice, ingress, found "pods"
        scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: pod, bearer_token: x}]}] | prometheus.yml:1: kubernetes_sd_configs 1: authorization, TLS and proxies need an api_server; write it, or take them out
        scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: pod, selectors: [{role: service}]}]}] | prometheus.yml:1: selectors 1: role pod takes selectors of pod only, found "service"
        scrape_configs: [{job_name: ""}] | prometheus.yml:1: scrape_configs 1: job_name: must not be empty
        scrape_configs: [{job_name: a, scrape_protocols: []}] | prometheus.yml:1: job "a": scrape_protocols: there is none; name one, or take the field out
        scrape_configs: [{job_name: a, static_configs: [{targets: ["http://h:1/m"]}]}] | prometheus.yml:1: job "a": "http://h:1/m" is no address of a host; write host:port, and what else there is as scheme and metrics_path
        scrape_configs: [{job_name: a, http_headers: {Host: {values: [b]}}}] | prometheus.yml:1: header "Host": Host is not to be written here: requests have one of their own
        scrape_configs: [{job_name: a, no_proxy: b}] | prometheus.yml:1: job "a": no_proxy: there is no proxy_url to make an exception from
        scrape_configs: [{job_name: a, body_size_limit: 10M}] | prometheus.yml:1: job "a": body_size_limit: not a size: "10M"; write it like 512KB or 10MB
        scrape_configs: [{job_name: a, relabel_configs: [{source_labels: [""], target_label: b}]}] | prometheus.yml:1: relabel_configs 1: source_labels: a label without a name
        scrape_configs: [{job_name: a, relabel_configs: [{action: hashmod, target_label: b, modulus: x}]}] | prometheus.yml:1: relabel_configs 1: modulus: not a whole number above 0: "x"
        scrape_configs: [{job_name: a, docker_sd_configs: [{host: "npipe:////./pipe/docker"}]}] | prometheus.yml:1: docker_sd_configs 1: not supported yet: a host like "npipe:////./pipe/docker"; write unix:// or tcp://
        """)
    void what_cannot_be_done_is_said_with_its_line(String text, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidDefinitionsException.class)
                .hasMessage(problem);
    }

    @Test
    void what_prometheus_takes_for_nothing_written_is_nothing_written() {
        ScrapeJob job = parse("""
            global: {scrape_interval: 20s, scrape_timeout: 0s}
            scrape_configs:
            - job_name: a
              scrape_interval: 0s
              fallback_scrape_protocol: ""
              metric_name_escaping_scheme: ""
              proxy_url: ""
            """).jobs().getFirst();

        assertThat(job.interval()).isEqualTo(Duration.ofSeconds(20));
        assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.fallback()).isEmpty();
        assertThat(job.names()).isEqualTo(NameRules.DEFAULTS);
        assertThat(job.access()).isEqualTo(HttpAccess.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "10_000, 10000",
        "1e3, 1000",
        "0x10, 16",
        "4294967296, 2147483647",
        "18446744073709551615, 2147483647"
    })
    void limits_are_any_numbers_that_yaml_knows(String written, int limit) {
        ScrapeJob job = parse("scrape_configs: [{job_name: a, sample_limit: " + written + "}]")
                .jobs()
                .getFirst();

        assertThat(job.limits().samples()).isEqualTo(limit);
    }

    @Test
    void addresses_may_have_underscores_as_names_of_containers_do() {
        ScrapeJob job = parse("""
            scrape_configs:
            - job_name: a
              proxy_url: http://web_proxy:3128
              http_sd_configs: [{url: "http://target_list:8080/targets"}]
              file_sd_configs: [{files: [targets.YML]}]
            """).jobs().getFirst();

        assertThat(job.access().proxies().of(false, "shop", 80)).contains(URI.create("http://web_proxy:3128"));
        assertThat(job.discoveries()).hasSize(2);
    }

    @Test
    void a_log_of_failures_is_accepted_and_said_not_to_be_written() {
        String notice =
                "scrape_failure_log_file is not written: the page Targets and /api/v1/targets have the last failure";

        assertThat(parse("scrape_configs: [{job_name: a, scrape_failure_log_file: /var/log/a.log}]")
                        .notices())
                .containsExactly(notice);
        assertThat(parse("global: {scrape_failure_log_file: /var/log/a.log}").notices())
                .containsExactly(notice);
    }

    @Test
    void the_file_that_prometheus_has_for_kubernetes_is_read_as_it_is() {
        ScrapeSettings settings = parse("""
            scrape_configs:
              - job_name: "kubernetes-apiservers"
                kubernetes_sd_configs:
                  - role: endpointslice
                scheme: https
                tls_config: {ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt}
                authorization: {credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token}
                relabel_configs:
                  - source_labels:
                      [__meta_kubernetes_namespace, __meta_kubernetes_service_name, __meta_kubernetes_endpointslice_port_name]
                    action: keep
                    regex: default;kubernetes;https
              - job_name: "kubernetes-pods"
                kubernetes_sd_configs: [{role: pod, namespaces: {names: [a]}, attach_metadata: {node: true}}]
                relabel_configs: [{action: labelmap, regex: __meta_kubernetes_pod_label_(.+)}]
              - job_name: docker
                docker_sd_configs:
                  - host: unix:///var/run/docker.sock
                    filters: [{name: label, values: [scrape]}]
            """);

        assertThat(settings.jobs().get(0).discoveries())
                .containsExactly(new DiscoveryConfig.Kubernetes(
                        KubernetesRole.ENDPOINTSLICE,
                        new KubernetesAccess.InCluster(),
                        List.of(),
                        false,
                        Map.of(),
                        DiscoveryConfig.Kubernetes.Attached.NOTHING));
        assertThat(settings.jobs().get(2).discoveries())
                .containsExactly(new DiscoveryConfig.Docker(
                        URI.create("http://localhost"),
                        Optional.of(Path.of("/var/run/docker.sock")),
                        80,
                        Map.of("label", List.of("scrape")),
                        "localhost",
                        true,
                        Duration.ofMinutes(1),
                        HttpAccess.DEFAULTS));
    }

    @Test
    void names_are_as_the_global_settings_say_where_a_job_says_nothing() {
        List<ScrapeJob> jobs = parse("""
            global: {metric_name_validation_scheme: legacy}
            scrape_configs: [{job_name: a}, {job_name: b, metric_name_validation_scheme: utf8}]
            """).jobs();

        assertThat(jobs)
                .extracting(ScrapeJob::names)
                .containsExactly(new NameRules(true, "underscores"), NameRules.DEFAULTS);
    }

    @Test
    void proxies_are_those_of_the_environment_where_that_is_wanted() {
        ProxyAccess proxies = ScrapeFile.parse(
                        "prometheus.yml",
                        "scrape_configs: [{job_name: a, proxy_from_environment: true}]",
                        Path.of(""),
                        Map.of(
                                "http_proxy",
                                "plain:3128",
                                "HTTPS_PROXY",
                                "http://tls:1",
                                "NO_PROXY",
                                "a.b, 10.0.0.0/8"))
                .jobs()
                .getFirst()
                .access()
                .proxies();

        assertThat(proxies.of(false, "shop", 80)).contains(URI.create("http://plain:3128"));
        assertThat(proxies.of(true, "shop", 443)).contains(URI.create("http://tls:1"));
        assertThat(proxies.without()).containsExactly("a.b", "10.0.0.0/8");
        assertThat(proxies.of(false, "localhost", 80)).isEmpty();
    }

    @Test
    void secrets_are_not_shown() {
        ScrapeSettings settings = parse("""
            scrape_configs:
            - job_name: a
              basic_auth: {username: ann, password: geheim}
              proxy_url: http://ann:sesame@proxy:3128
              proxy_connect_header: {X-Tenant: [sesame]}
              static_configs:
              - targets: ["[::1]:9100"]
            """);

        assertThat(settings.text()).isEqualTo("""
            scrape_configs:
              - job_name: a
                basic_auth:
                  username: ann
                  password: <secret>
                proxy_url: "http://ann:xxxxx@proxy:3128"
                proxy_connect_header: <secret>
                static_configs:
                  - targets:
                      - "[::1]:9100"
            """);
        assertThat(settings.jobs().toString()).doesNotContain("geheim");
    }
}
