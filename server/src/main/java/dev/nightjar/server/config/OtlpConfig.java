package dev.nightjar.server.config;

import dev.nightjar.ingest.otlp.OtlpSettings;
import dev.nightjar.ingest.otlp.TranslationStrategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How OpenTelemetry's senders are taken, and what becomes of their metrics. */
public record OtlpConfig(
        @Meaning(
                "Address and port of OTLP over HTTP, beside `listen`, which takes it too; empty: none. A port that is taken is warned of, and done without.")
        String http,

        @Meaning("The same for OTLP over gRPC.") String grpc,

        @Meaning(
                "How metrics and labels are named: `UnderscoreEscapingWithSuffixes`, `UnderscoreEscapingWithoutSuffixes`, `NoUTF8EscapingWithSuffixes` or `NoTranslation`.")
        String translationStrategy,

        @Meaning("Resource attributes that become labels of every series, beside `job` and `instance`.")
        List<String> promoteResourceAttributes,

        @Meaning("Whether all do, but for those of the next key.")
        boolean promoteAllResourceAttributes,

        @Meaning("Resource attributes that are not promoted, where all others are.")
        List<String> ignoreResourceAttributes,

        @Meaning("Whether `target_info` also has the attributes that `job` and `instance` are made of.")
        boolean keepIdentifyingResourceAttributes,

        @Meaning("Whether name, version and attributes of the scope become labels (`otel_scope_name`, …).")
        boolean promoteScopeMetadata,

        @Meaning("Whether histograms with bounds become one native histogram instead of a series per bucket.")
        boolean convertHistogramsToNhcb,

        @Meaning("Series of delta temporality that are added up at one time; beyond that new ones are refused.")
        int maxDeltaSeries) {
    public OtlpConfig {
        promoteResourceAttributes = List.copyOf(promoteResourceAttributes);
        ignoreResourceAttributes = List.copyOf(ignoreResourceAttributes);
        try {
            TranslationStrategy.parse(translationStrategy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("translationStrategy: " + e.getMessage(), e);
        }
        if (maxDeltaSeries < 1) {
            throw new IllegalArgumentException("maxDeltaSeries must be at least 1, found " + maxDeltaSeries);
        }
        address(http);
        address(grpc);
    }

    /** Where to listen beside the one address of everything, each once. */
    public List<ListenAddress> addresses() {
        return Stream.of(http, grpc)
                .distinct()
                .flatMap(text -> address(text).stream())
                .toList();
    }

    public OtlpConfig listeningOn(String httpAddress, String grpcAddress) {
        return new OtlpConfig(
                httpAddress,
                grpcAddress,
                translationStrategy,
                promoteResourceAttributes,
                promoteAllResourceAttributes,
                ignoreResourceAttributes,
                keepIdentifyingResourceAttributes,
                promoteScopeMetadata,
                convertHistogramsToNhcb,
                maxDeltaSeries);
    }

    private static Optional<ListenAddress> address(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(ListenAddress.parse(text));
    }

    public OtlpSettings settings() {
        return new OtlpSettings(
                TranslationStrategy.parse(translationStrategy),
                Set.copyOf(promoteResourceAttributes),
                promoteAllResourceAttributes,
                Set.copyOf(ignoreResourceAttributes),
                keepIdentifyingResourceAttributes,
                promoteScopeMetadata,
                convertHistogramsToNhcb,
                maxDeltaSeries);
    }
}
