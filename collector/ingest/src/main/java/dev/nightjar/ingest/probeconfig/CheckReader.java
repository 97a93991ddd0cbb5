package dev.nightjar.ingest.probeconfig;

import com.google.re2j.Pattern;
import dev.nightjar.definition.Authority;
import dev.nightjar.definition.Section;
import dev.nightjar.ingest.scrapeconfig.HttpAccessReader;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the check of one probe of {@code probes.yml}. */
final class CheckReader {
    private static final List<String> ALWAYS =
            List.of("name", "kind", "target", "interval", "timeout", "failing", "labels", "expect", "ip");

    private final Path folder;
    private final HttpAccessReader access;

    CheckReader(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.access = new HttpAccessReader(folder, environment);
    }

    /** @param certificateDays 0 for any */
    record Read(String kind, Optional<Check> check, int certificateDays) {
        static final Read NOTHING = new Read("", Optional.empty(), 0);
    }

    Read read(Section of) {
        String kind = of.requiredText("kind");
        Optional<Section> expect = of.section("expect", "expect");
        Optional<Check> check = switch (kind) {
            case "http" -> Optional.of(http(of, expect));
            case "tcp" -> Optional.of(tcp(of, expect));
            case "tls" -> Optional.of(tls(of, expect));
            case "dns" -> Optional.of(dns(of, expect));
            case "grpc" -> Optional.of(grpc(of, expect));
            case "icmp" -> Optional.of(icmp(of, expect));
            default -> {
                if (!kind.isEmpty()) {
                    of.problem("kind", "kind: must be http, tcp, tls, dns, grpc or icmp, found \"" + kind + "\"");
                }
                yield Optional.empty();
            }
        };
        int days = expect.map(section -> section.wholeNumber("certificate_days", 0))
                .orElse(0);
        return new Read(kind, check, days);
    }

    /** What is wrong with a target of such a check. */
    Optional<String> problemOfTarget(Check check, String target) {
        return switch (check) {
            case Check.Http http -> problemOfUrl(target);
            case Check.Tcp tcp -> problemOfAddress(target, true);
            case Check.Dns dns -> problemOfAddress(target, false);
            case Check.Grpc grpc -> problemOfAddress(target, true);
            case Check.Icmp icmp -> problemOfHost(target);
            case Check.Unix unix -> problemOfPath(target);
            case Check.NotSupported not -> Optional.empty();
        };
    }

    private static Optional<String> problemOfPath(String target) {
        boolean absolute = target.startsWith("/") || target.startsWith("unix:///");
        return absolute
                ? Optional.empty()
                : Optional.of("target: not the path of a socket: \"" + target + "\"; write it like /run/x.sock");
    }

    private static Optional<String> problemOfUrl(String target) {
        try {
            URI uri = new URI(target.contains("://") ? target : "http://" + target);
            if (Authority.isHttp(uri)) {
                return Optional.empty();
            }
        } catch (URISyntaxException e) {
            // said below
        }
        return Optional.of("target: not an HTTP URL: \"" + target + "\"; write it like https://host/path");
    }

    private static Optional<String> problemOfAddress(String target, boolean needsPort) {
        String form = needsPort ? "(\\[[^]]+]|[^:/]+):\\d{1,5}" : "(\\[[^]]+]|[^:/]+)(:\\d{1,5})?";
        return target.matches(form)
                ? Optional.empty()
                : Optional.of(
                        "target: not an address: \"" + target + "\"; write it like host:" + (needsPort ? "443" : "53"));
    }

    private static Optional<String> problemOfHost(String target) {
        return target.matches("[^:/\\s\\[\\]]+|\\[[0-9a-fA-F:.%\\w]+]|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*(%\\w+)?")
                ? Optional.empty()
                : Optional.of("target: not a host: \"" + target
                        + "\"; a ping goes to no port and no path: write a name or an address");
    }

    private static void allow(Section of, String... more) {
        of.allow(Stream.concat(ALWAYS.stream(), Arrays.stream(more)).toArray(String[]::new));
    }

    private Check http(Section of, Optional<Section> expect) {
        List<String> own = new ArrayList<>(List.of("method", "headers", "body", "body_file"));
        own.addAll(HttpAccessReader.FIELDS);
        allow(of, own.toArray(String[]::new));
        expect.ifPresent(section ->
                section.allow("status", "body", "body_not", "header", "header_not", "tls", "certificate_days"));
        Optional<SecretText> given = of.text("body").map(SecretText.Given::new);
        Check.Request request = new Check.Request(
                of.text("method").orElse("GET"),
                of.texts("headers"),
                given.isPresent()
                        ? given
                        : of.text("body_file").map(name -> new SecretText.InFile(folder.resolve(name))),
                "");
        return new Check.Http(
                ip(of),
                request,
                expect.map(CheckReader::expectation).orElse(Check.Expectation.SUCCESS),
                access.read(of),
                0);
    }

    private static Check.Expectation expectation(Section of) {
        Check.Encryption encryption = Check.Encryption.EITHER;
        if (of.has("tls")) {
            encryption = of.flag("tls", true) ? Check.Encryption.NEEDED : Check.Encryption.REFUSED;
        }
        return new Check.Expectation(
                ModuleReader.statuses(of, "status"),
                Set.of(),
                encryption,
                PatternReader.one(of, "body").map(List::of).orElse(List.of()),
                PatternReader.one(of, "body_not").map(List::of).orElse(List.of()),
                headers(of, "header"),
                headers(of, "header_not"));
    }

    private static List<Check.HeaderRule> headers(Section of, String field) {
        List<Check.HeaderRule> rules = new ArrayList<>();
        of.texts(field)
                .forEach((name, text) -> PatternReader.compile(of, field, text)
                        .ifPresent(
                                pattern -> rules.add(new Check.HeaderRule(name, pattern, field.equals("header_not")))));
        return rules;
    }

    private Check tcp(Section of, Optional<Section> expect) {
        allow(of, "send", "tls", "tls_config");
        expect.ifPresent(section -> section.allow("line", "certificate_days"));
        Optional<Pattern> line = expect.flatMap(section -> PatternReader.one(section, "line"));
        String send = of.text("send").orElse("");
        List<Check.Exchange> dialogue = new ArrayList<>();
        if (!send.isEmpty()) {
            dialogue.add(new Check.Exchange(Optional.empty(), send, false, Map.of()));
        }
        line.ifPresent(pattern -> dialogue.add(new Check.Exchange(Optional.of(pattern), "", false, Map.of())));
        return new Check.Tcp(ip(of), of.flag("tls", false), tls(of), dialogue);
    }

    private Check tls(Section of, Optional<Section> expect) {
        allow(of, "tls_config");
        expect.ifPresent(section -> section.allow("certificate_days"));
        return new Check.Tcp(ip(of), true, tls(of), List.of());
    }

    private Check dns(Section of, Optional<Section> expect) {
        allow(of, "query", "type", "transport", "tls_config");
        expect.ifPresent(section -> section.allow("rcode", "answer", "answer_not"));
        String transport = of.text("transport").orElse("udp");
        if (!List.of("udp", "tcp", "tls").contains(transport)) {
            of.problem("transport", "transport: must be udp, tcp or tls, found \"" + transport + "\"");
        }
        Check.Records answers = expect.map(section -> new Check.Records(
                        list(PatternReader.one(section, "answer_not")),
                        List.of(),
                        List.of(),
                        list(PatternReader.one(section, "answer"))))
                .orElse(Check.Records.ANY);
        return new Check.Dns(
                ip(of),
                !transport.equals("udp"),
                transport.equals("tls"),
                tls(of),
                of.requiredText("query"),
                DnsNames.type(of, "type", "A"),
                "IN",
                true,
                List.of(expect.flatMap(section -> section.text("rcode")).orElse("NOERROR")),
                answers,
                Check.Records.ANY,
                Check.Records.ANY);
    }

    private static List<Pattern> list(Optional<Pattern> pattern) {
        return pattern.map(List::of).orElse(List.of());
    }

    private Check grpc(Section of, Optional<Section> expect) {
        allow(of, "service", "tls", "tls_config");
        expect.ifPresent(section -> section.allow("certificate_days"));
        return new Check.Grpc(
                ip(of), of.flag("tls", false), tls(of), of.text("service").orElse(""), Map.of());
    }

    private static Check icmp(Section of, Optional<Section> expect) {
        allow(of, "payload_size", "dont_fragment", "ttl");
        expect.ifPresent(Section::allow);
        return ModuleReader.icmp(of, ip(of));
    }

    private TlsAccess tls(Section of) {
        return of.section("tls_config", "tls_config").map(access::tls).orElse(TlsAccess.DEFAULTS);
    }

    private static IpChoice ip(Section of) {
        String chosen = of.text("ip").orElse("any");
        return switch (chosen) {
            case "any" -> new IpChoice(false, true);
            case "4" -> new IpChoice(false, false);
            case "6" -> new IpChoice(true, false);
            default -> {
                of.problem("ip", "ip: must be any, 4 or 6, found \"" + chosen + "\"");
                yield IpChoice.DEFAULTS;
            }
        };
    }
}
