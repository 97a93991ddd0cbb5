package dev.nightjar.ingest.probeconfig;

import dev.nightjar.definition.Section;
import dev.nightjar.ingest.icmp.EchoSocket;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.HttpAccessReader;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the sections of a module say, in blackbox_exporter's words. */
final class ModuleReader {
    private static final List<String> IP_FIELDS = List.of("preferred_ip_protocol", "ip_protocol_fallback");
    private static final List<String> HTTP_FIELDS = List.of(
            "valid_status_codes",
            "valid_http_versions",
            "skip_resolve_phase_with_proxy",
            "no_follow_redirects",
            "fail_if_ssl",
            "fail_if_not_ssl",
            "method",
            "headers",
            "fail_if_body_matches_regexp",
            "fail_if_body_not_matches_regexp",
            "fail_if_body_json_matches_cel",
            "fail_if_body_json_not_matches_cel",
            "fail_if_header_matches",
            "fail_if_header_not_matches",
            "body",
            "body_file",
            "body_size_limit",
            "compression",
            "enable_http3",
            "use_http3");

    private final Path folder;
    private final HttpAccessReader access;

    ModuleReader(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.access = new HttpAccessReader(folder, environment);
    }

    Check http(Optional<Section> section) {
        return section.map(this::http)
                .orElseGet(() -> new Check.Http(
                        IpChoice.DEFAULTS, Check.Request.GET, Check.Expectation.SUCCESS, HttpAccess.DEFAULTS, 0));
    }

    private Check http(Section of) {
        List<String> known = new ArrayList<>(HTTP_FIELDS);
        known.addAll(IP_FIELDS);
        known.addAll(HttpAccessReader.FIELDS);
        of.allow(known.toArray(String[]::new))
                .refuse(
                        "fail_if_body_json_matches_cel",
                        "fail_if_body_json_not_matches_cel",
                        "enable_http3",
                        "use_http3");
        of.flag("skip_resolve_phase_with_proxy", true); // either is served: names are the proxy's to resolve
        HttpAccess how = access.read(of);
        boolean stays = of.flag("no_follow_redirects", false);
        return new Check.Http(
                ip(of),
                request(of),
                expectation(of),
                stays ? staying(how) : how,
                SizeText.bytes(of, "body_size_limit"));
    }

    private static HttpAccess staying(HttpAccess how) {
        return new HttpAccess(
                how.authorization(), how.tls(), how.proxies(), how.connectHeaders(), false, how.headers());
    }

    private Check.Request request(Section of) {
        String compression = of.text("compression").orElse("");
        if (!List.of("", "gzip", "deflate", "identity").contains(compression)) {
            of.problem("compression", "not supported yet: compression " + compression + "; gzip and deflate are");
        }
        Optional<SecretText> given = of.text("body").map(SecretText.Given::new);
        return new Check.Request(
                of.text("method").orElse("GET"),
                of.texts("headers"),
                given.isPresent()
                        ? given
                        : of.text("body_file").map(name -> new SecretText.InFile(folder.resolve(name))),
                compression);
    }

    private static Check.Expectation expectation(Section of) {
        boolean needed = of.flag("fail_if_not_ssl", false);
        boolean refused = of.flag("fail_if_ssl", false);
        return new Check.Expectation(
                statuses(of, "valid_status_codes"),
                Set.copyOf(of.textList("valid_http_versions")),
                needed ? Check.Encryption.NEEDED : refused ? Check.Encryption.REFUSED : Check.Encryption.EITHER,
                PatternReader.list(of, "fail_if_body_not_matches_regexp"),
                PatternReader.list(of, "fail_if_body_matches_regexp"),
                headers(of, "fail_if_header_not_matches"),
                headers(of, "fail_if_header_matches"));
    }

    static Set<Integer> statuses(Section of, String field) {
        Set<Integer> statuses = new LinkedHashSet<>();
        for (String text : of.textList(field)) {
            if (text.matches("[1-5]\\d\\d")) {
                statuses.add(Integer.parseInt(text));
            } else {
                of.problem(field, field + ": not a status of HTTP: \"" + text + "\"");
            }
        }
        return statuses;
    }

    private static List<Check.HeaderRule> headers(Section of, String field) {
        List<Check.HeaderRule> rules = new ArrayList<>();
        for (Section rule : of.sections(field, field)) {
            rule.allow("header", "regexp", "allow_missing");
            String header = rule.requiredText("header");
            rule.requiredText("regexp");
            boolean mayMiss = rule.flag("allow_missing", false);
            PatternReader.one(rule, "regexp")
                    .ifPresent(pattern -> rules.add(new Check.HeaderRule(header, pattern, mayMiss)));
        }
        return rules;
    }

    Check tcp(Optional<Section> section) {
        return section.map(this::tcp)
                .orElseGet(() -> new Check.Tcp(IpChoice.DEFAULTS, false, TlsAccess.DEFAULTS, List.of()));
    }

    private Check tcp(Section of) {
        of.allow(
                "preferred_ip_protocol",
                "ip_protocol_fallback",
                "source_ip_address",
                "query_response",
                "tls",
                "tls_config");
        return new Check.Tcp(ip(of), of.flag("tls", false), tls(of), dialogue(of));
    }

    Check unix(Optional<Section> section) {
        return section.map(this::unix).orElseGet(() -> new Check.Unix(List.of()));
    }

    private Check unix(Section of) {
        of.allow("query_response", "tls", "tls_config");
        List<Check.Exchange> dialogue = dialogue(of);
        boolean encrypts = of.flag("tls", false) || dialogue.stream().anyMatch(Check.Exchange::startTls);
        return encrypts ? new Check.NotSupported("TLS over unix sockets") : new Check.Unix(dialogue);
    }

    private static List<Check.Exchange> dialogue(Section of) {
        List<Check.Exchange> dialogue = new ArrayList<>();
        for (Section step : of.sections("query_response", "query_response")) {
            step.allow("expect", "send", "starttls", "labels", "expect_bytes").refuse("expect_bytes");
            dialogue.add(new Check.Exchange(
                    PatternReader.one(step, "expect"),
                    step.text("send").orElse(""),
                    step.flag("starttls", false),
                    labels(step)));
        }
        return dialogue;
    }

    /** A list of names and values, as it is written there. */
    private static Map<String, String> labels(Section step) {
        Map<String, String> labels = new java.util.LinkedHashMap<>();
        for (Section label : step.sections("labels", "labels")) {
            label.allow("name", "value");
            labels.put(label.requiredText("name"), label.text("value").orElse(""));
        }
        return labels;
    }

    Check dns(Optional<Section> section, Section module) {
        if (section.isEmpty()) {
            module.problem("dns", "field \"dns\" is missing: it says what is asked for, by query_name");
            return new Check.NotSupported("dns without query_name");
        }
        Section of = section.get();
        of.allow(
                "preferred_ip_protocol",
                "ip_protocol_fallback",
                "source_ip_address",
                "dns_over_tls",
                "tls_config",
                "query_name",
                "query_type",
                "query_class",
                "recursion_desired",
                "transport_protocol",
                "valid_rcodes",
                "validate_answer_rrs",
                "validate_authority_rrs",
                "validate_additional_rrs");
        boolean overTls = of.flag("dns_over_tls", false);
        String transport = of.text("transport_protocol").orElse("udp");
        if (!List.of("udp", "tcp").contains(transport)) {
            of.problem("transport_protocol", "transport_protocol: must be udp or tcp, found \"" + transport + "\"");
        }
        List<String> rcodes = of.textList("valid_rcodes");
        return new Check.Dns(
                ip(of),
                overTls || transport.equals("tcp"),
                overTls,
                tls(of),
                of.requiredText("query_name"),
                DnsNames.type(of, "query_type", "ANY"),
                DnsNames.dnsClass(of),
                of.flag("recursion_desired", true),
                rcodes.isEmpty() ? List.of("NOERROR") : rcodes,
                records(of, "validate_answer_rrs"),
                records(of, "validate_authority_rrs"),
                records(of, "validate_additional_rrs"));
    }

    private static Check.Records records(Section of, String field) {
        return of.section(field, field)
                .map(section -> {
                    section.allow(
                            "fail_if_matches_regexp",
                            "fail_if_all_match_regexp",
                            "fail_if_not_matches_regexp",
                            "fail_if_none_matches_regexp");
                    return new Check.Records(
                            PatternReader.list(section, "fail_if_matches_regexp"),
                            PatternReader.list(section, "fail_if_all_match_regexp"),
                            PatternReader.list(section, "fail_if_not_matches_regexp"),
                            PatternReader.list(section, "fail_if_none_matches_regexp"));
                })
                .orElse(Check.Records.ANY);
    }

    Check grpc(Optional<Section> section) {
        return section.map(this::grpc)
                .orElseGet(() -> new Check.Grpc(IpChoice.DEFAULTS, false, TlsAccess.DEFAULTS, "", Map.of()));
    }

    private Check grpc(Section of) {
        of.allow("preferred_ip_protocol", "ip_protocol_fallback", "service", "tls", "tls_config", "metadata");
        return new Check.Grpc(
                ip(of), of.flag("tls", false), tls(of), of.text("service").orElse(""), of.textLists("metadata"));
    }

    Check icmp(Optional<Section> section) {
        return section.map(of -> {
                    of.allow(
                            "preferred_ip_protocol",
                            "ip_protocol_fallback",
                            "source_ip_address",
                            "payload_size",
                            "dont_fragment",
                            "ttl");
                    return icmp(of, ip(of));
                })
                .orElseGet(() -> new Check.Icmp(IpChoice.DEFAULTS, Check.Icmp.USUAL_PAYLOAD_BYTES, false, 0));
    }

    /** What our own files and blackbox_exporter's call by the same names. */
    static Check icmp(Section of, IpChoice ip) {
        int payload = of.wholeNumber("payload_size", 0);
        if (payload < 0 || payload > EchoSocket.MOST_PAYLOAD_BYTES) {
            of.problem(
                    "payload_size",
                    "payload_size: must be from 0 (" + Check.Icmp.USUAL_PAYLOAD_BYTES + " bytes) to "
                            + EchoSocket.MOST_PAYLOAD_BYTES + ", found " + payload);
        }
        int hops = of.wholeNumber("ttl", 0);
        if (hops < 0 || hops > 255) {
            of.problem("ttl", "ttl: must be from 0 (the kernel's) to 255, found " + hops);
        }
        return new Check.Icmp(
                ip, payload == 0 ? Check.Icmp.USUAL_PAYLOAD_BYTES : payload, of.flag("dont_fragment", false), hops);
    }

    TlsAccess tls(Section of) {
        return of.section("tls_config", "tls_config").map(access::tls).orElse(TlsAccess.DEFAULTS);
    }

    private static IpChoice ip(Section of) {
        String preferred = of.text("preferred_ip_protocol").orElse("ip6");
        if (!List.of("ip4", "ip6", "").contains(preferred)) {
            of.problem(
                    "preferred_ip_protocol", "preferred_ip_protocol: must be ip4 or ip6, found \"" + preferred + "\"");
        }
        return new IpChoice(!preferred.equals("ip4"), of.flag("ip_protocol_fallback", true), source(of));
    }

    private static Optional<InetAddress> source(Section of) {
        String text = of.text("source_ip_address").orElse("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            of.problem("source_ip_address", "source_ip_address: not an address of IP: \"" + text + "\"");
            return Optional.empty();
        }
    }
}
