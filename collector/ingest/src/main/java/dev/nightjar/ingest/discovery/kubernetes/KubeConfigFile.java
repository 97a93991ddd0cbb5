package dev.nightjar.ingest.discovery.kubernetes;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.scrapeconfig.Authorization;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A file for kubectl: of its clusters and users the ones that its current context names. */
final class KubeConfigFile {
    private final Path folder;

    private KubeConfigFile(Path folder) {
        this.folder = folder;
    }

    static ClusterAccess.Resolved read(Path file) throws DiscoveryException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DiscoveryException(file + " cannot be read: " + e.getMessage());
        }
        Problems problems = new Problems();
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        Optional<ClusterAccess.Resolved> found = Optional.empty();
        List<Node> documents = YamlFile.documents(file.toString(), text, problems);
        if (!documents.isEmpty()) {
            found = Section.of(file.toString(), "", documents.getFirst(), problems)
                    .flatMap(new KubeConfigFile(folder)::resolve);
        }
        if (found.isEmpty() || !problems.isEmpty()) {
            String wrong = problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("; "));
            throw new DiscoveryException(wrong.isEmpty() ? file + " is empty" : wrong);
        }
        return found.get();
    }

    private Optional<ClusterAccess.Resolved> resolve(Section root) {
        String current = root.requiredText("current-context");
        Optional<Section> context = named(root, "contexts", current, "context");
        Optional<Section> cluster =
                context.flatMap(one -> named(root, "clusters", one.requiredText("cluster"), "cluster"));
        String userName = context.flatMap(one -> one.text("user")).orElse("");
        Optional<Section> user = userName.isEmpty() ? Optional.empty() : named(root, "users", userName, "user");
        if (cluster.isEmpty()) {
            return Optional.empty();
        }
        String server = cluster.get().requiredText("server");
        if (!server.startsWith("https://") && !server.startsWith("http://")) {
            cluster.get().problem("server", "server: not an HTTP URL: \"" + server + "\"");
            return Optional.empty();
        }
        HttpAccess access = new HttpAccess(
                user.map(this::authorization).orElse(new Authorization.None()),
                tls(cluster.get(), user),
                proxies(cluster.get()),
                Map.of(),
                true,
                Map.of());
        return Optional.of(new ClusterAccess.Resolved(URI.create(server), access));
    }

    private static ProxyAccess proxies(Section cluster) {
        Optional<URI> proxy = cluster.text("proxy-url").map(URI::create);
        return new ProxyAccess(proxy, proxy, List.of(), false);
    }

    private static Optional<Section> named(Section root, String list, String name, String field) {
        for (Section one : root.sections(list, list)) {
            if (one.text("name").orElse("").equals(name)) {
                return one.section(field, field + " \"" + name + "\"");
            }
        }
        root.problem(list, "none of " + list + " is called \"" + name + "\"");
        return Optional.empty();
    }

    private Authorization authorization(Section user) {
        user.refuse("exec", "auth-provider");
        Optional<SecretText> token = user.text("tokenFile")
                .<SecretText>map(name -> new SecretText.InFile(folder.resolve(name)))
                .or(() -> user.text("token").map(SecretText.Given::new));
        if (token.isPresent()) {
            return new Authorization.Credentials("Bearer", token.get());
        }
        if (user.has("username")) {
            return new Authorization.Basic(
                    new SecretText.Given(user.requiredText("username")),
                    new SecretText.Given(user.text("password").orElse("")));
        }
        return new Authorization.None();
    }

    private TlsAccess tls(Section cluster, Optional<Section> user) {
        return new TlsAccess(
                pem(cluster, "certificate-authority"),
                user.flatMap(one -> pem(one, "client-certificate")),
                user.flatMap(one -> pem(one, "client-key")),
                cluster.text("tls-server-name").orElse(""),
                cluster.flag("insecure-skip-tls-verify", false),
                Set.of());
    }

    /** Written into the file, which wins, or in a file of its own. */
    private Optional<SecretText> pem(Section of, String field) {
        Optional<String> data = of.text(field + "-data");
        if (data.isEmpty()) {
            return of.text(field).map(name -> new SecretText.InFile(folder.resolve(name)));
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(data.get());
            return Optional.of(new SecretText.Given(new String(bytes, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            of.problem(field + "-data", field + "-data: not base64");
            return Optional.empty();
        }
    }
}
