package dev.nightjar.ingest.probeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.definition.InvalidDefinitionsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeFilesTest {
    @TempDir
    Path folder;

    private ProbeSettings read(String probes) throws IOException {
        Files.writeString(folder.resolve(ProbeFiles.PROBES), probes);
        return ProbeFiles.read(folder);
    }

    private List<String> problems(String probes) {
        List<String> found = new java.util.ArrayList<>();
        assertThatThrownBy(() -> read(probes))
                .isInstanceOfSatisfying(
                        InvalidDefinitionsException.class,
                        e -> e.problems().forEach(problem -> found.add(problem.toString())));
        return found;
    }

    @Test
    void without_files_nothing_is_probed() {
        assertThat(ProbeFiles.read(folder)).isEqualTo(ProbeSettings.NONE);
    }

    @Test
    void each_kind_is_read() throws IOException {
        ProbeSettings settings = read("""
                defaults: {interval: 15s, timeout: 3s, failing: 3 of 5}
                probes:
                  - name: front
                    kind: http
                    target: https://shop.example/health
                    labels: {service: shop}
                    headers: {X-Probe: '1'}
                    expect: {status: [200, 204], body: 'ok', body_not: 'error', header: {Content-Type: json}, certificate_days: 14}
                  - {name: mail, kind: tcp, target: 'mail.example:25', interval: 1m, expect: {line: '^220 '}}
                  - {name: cert, kind: tls, target: 'shop.example:443', expect: {certificate_days: 21}}
                  - {name: dns, kind: dns, target: 192.0.2.1, query: shop.example, expect: {answer: '192'}}
                  - {name: api, kind: grpc, target: '[::1]:443', tls: true, service: shop.Api, failing: 1 of 1}
                  - {name: router, kind: icmp, target: 192.0.2.1, payload_size: 1400, dont_fragment: true, ttl: 3, ip: 4}
                """);

        assertThat(settings.probes())
                .extracting(ProbePlan::kind)
                .containsExactly("http", "tcp", "tls", "dns", "grpc", "icmp");
        ProbePlan front = settings.probes().getFirst();
        assertThat(front.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(front.failing()).isEqualTo(new ProbePlan.Share(3, 5));
        assertThat(front.certificateDays()).isEqualTo(14);
        assertThat(front.seriesLabels().toMap())
                .isEqualTo(Map.of(
                        "instance",
                        "https://shop.example/health",
                        "job",
                        "probe",
                        "probe",
                        "front",
                        "service",
                        "shop"));
        assertThat(((Check.Http) front.check()).expectation().statuses()).containsExactlyInAnyOrder(200, 204);
        assertThat(settings.probes().get(1).interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(((Check.Tcp) settings.probes().get(2).check()).tls()).isTrue();
        assertThat(((Check.Dns) settings.probes().get(3).check()).type()).isEqualTo("A");
        assertThat(((Check.Grpc) settings.probes().get(4).check()).service()).isEqualTo("shop.Api");
        assertThat(settings.probes().get(5).check())
                .isEqualTo(new Check.Icmp(new IpChoice(false, false), 1400, true, 3));
        assertThat(read(Files.readString(folder.resolve(ProbeFiles.PROBES)))).isEqualTo(settings);
    }

    @Test
    void a_probe_may_use_a_module() throws IOException {
        Files.writeString(
                folder.resolve(ProbeFiles.MODULES),
                "modules: {post: {prober: http, http: {method: POST}}, ping: {prober: icmp, icmp: {ttl: 9}}, local: {prober: unix, unix: {query_response: [{starttls: true}]}}, run: {prober: unix, unix: {query_response: [{expect: up}]}}}");

        ProbeSettings settings = read(
                "probes: [{name: a, module: post, target: shop.example}, {name: c, module: run, target: /run/x.sock},"
                        + " {name: b, module: ping, target: '::1'}]");

        assertThat(((Check.Http) settings.probes().getFirst().check()).request().method())
                .isEqualTo("POST");
        assertThat(settings.notices())
                .containsExactly("blackbox.yml: module local cannot be used, not supported yet: TLS over unix sockets");
        assertThat(settings.probes().get(1)).returns("unix", ProbePlan::kind);
        assertThat(problems("probes: [{name: c, module: run, target: 'x:1'}]"))
                .containsExactly("probes.yml:1: probe \"c\": target: not the path of a socket: \"x:1\"; write it like"
                        + " /run/x.sock");
        assertThat(settings.probes().getLast())
                .returns("icmp", ProbePlan::kind)
                .returns(new Check.Icmp(IpChoice.DEFAULTS, Check.Icmp.USUAL_PAYLOAD_BYTES, false, 9), ProbePlan::check);
        assertThat(problems("probes: [{name: a, module: local, target: x}, {name: b, module: pots, target: x}]"))
                .containsExactly(
                        "probes.yml:1: probe \"a\": not supported yet: TLS over unix sockets",
                        "probes.yml:1: probe \"b\": no module \"pots\" in blackbox.yml; did you mean \"post\"?");
    }

    @Test
    void proxies_are_those_of_the_environment_where_that_is_wanted() throws IOException {
        Files.writeString(
                folder.resolve(ProbeFiles.MODULES),
                "modules: {post: {prober: http, http: {proxy_from_environment: true}}}");
        Files.writeString(
                folder.resolve(ProbeFiles.PROBES),
                "probes: [{name: a, module: post, target: shop.example},"
                        + " {name: b, kind: http, target: 'http://shop.example', proxy_from_environment: true}]");

        ProbeSettings settings = ProbeFiles.read(folder, Map.of("HTTP_PROXY", "socks5://proxy:1080"));

        assertThat(settings.probes())
                .hasSize(2)
                .allSatisfy(probe -> assertThat(
                                ((Check.Http) probe.check()).access().proxies().of(false, "shop", 80))
                        .contains(URI.create("socks5://proxy:1080")));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThat(problems("""
                probes:
                  - name: a
                    kind: htpp
                    target: x
                  - name: a
                    kind: http
                    target: 'ftp://x'
                    timeout: 1m
                    failing: most
                    labels: {job: x}
                    expect: {statuss: [200]}
                  - {name: c, kind: tcp, target: host, interval: 1h}
                  - {name: d, kind: http, target: x, expect: {body: '(', status: [ok]}}
                  - {name: e, kind: dns, target: x, query: y, type: AA}
                  - {name: f, kind: icmp, target: 'host:80', ttl: 256}
                  - {name: g, kind: icmp, target: 'http://host/', payload_size: 65508, expect: {status: 200}}
                """))
                .containsExactly(
                        "probes.yml:3: probe \"a\": kind: must be http, tcp, tls, dns, grpc or icmp, found \"htpp\"",
                        "probes.yml:5: probe \"a\": there is another probe of this name; names are unique",
                        "probes.yml:7: probe \"a\": target: not an HTTP URL: \"ftp://x\"; write it like"
                                + " https://host/path",
                        "probes.yml:8: probe \"a\": timeout: must be longer than nothing and not longer than the"
                                + " interval",
                        "probes.yml:9: probe \"a\": failing: must be like 2 of 3, found \"most\"",
                        "probes.yml:10: probe \"a\": labels: \"job\" is a label that probes have by themselves",
                        "probes.yml:11: expect: unknown field \"statuss\"; did you mean \"status\"?",
                        "probes.yml:12: probe \"c\": interval: must be from 1s to 4m, since queries look 5m back for a"
                                + " value",
                        "probes.yml:12: probe \"c\": target: not an address: \"host\"; write it like host:443",
                        "probes.yml:13: expect: status: not a status of HTTP: \"ok\"",
                        "probes.yml:13: expect: body: not a regular expression of RE2: error parsing regexp: missing"
                                + " closing ): `(`",
                        "probes.yml:14: probe \"e\": type: no type of records: \"AA\"; did you mean \"A\"?",
                        "probes.yml:15: probe \"f\": ttl: must be from 0 (the kernel's) to 255, found 256",
                        "probes.yml:15: probe \"f\": target: not a host: \"host:80\"; a ping goes to no port and no"
                                + " path: write a name or an address",
                        "probes.yml:16: expect: unknown field \"status\"",
                        "probes.yml:16: probe \"g\": payload_size: must be from 0 (28 bytes) to 65507, found 65508",
                        "probes.yml:16: probe \"g\": target: not a host: \"http://host/\"; a ping goes to no port and"
                                + " no path: write a name or an address");
    }
}
