package dev.nightjar.web.prometheus;

import dev.nightjar.web.prometheus.AcceptedTypes.Accepted;
import java.util.Optional;

/** The form of a page that is to be scraped, as the scraper's {@code Accept} asks for it. */
record PageFormat(Kind kind, NameEscaping escaping) {
    enum Kind {
        TEXT("text/plain; version=0.0.4; charset=utf-8"),
        PROTOBUF("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited");

        private final String mediaType;

        Kind(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    /**
     * The first that can be had, by the scraper's preference; text if none can. How names are escaped may also be said by one
     * that is preferred to it and cannot be had, as Prometheus reads it.
     */
    static PageFormat of(String accept) {
        NameEscaping escaping = NameEscaping.UNDERSCORES;
        for (Accepted accepted : AcceptedTypes.of(accept)) {
            escaping = NameEscaping.of(accepted.parameter("escaping")).orElse(escaping);
            Optional<Kind> kind = kind(accepted);
            if (kind.isPresent()) {
                return new PageFormat(kind.get(), escaping);
            }
        }
        return new PageFormat(Kind.TEXT, escaping);
    }

    private static Optional<Kind> kind(Accepted accepted) {
        if (accepted.type().equals("application/vnd.google.protobuf")) {
            boolean families = accepted.parameter("proto").equals("io.prometheus.client.MetricFamily");
            return families && accepted.parameter("encoding").equals("delimited")
                    ? Optional.of(Kind.PROTOBUF)
                    : Optional.empty();
        }
        String version = accepted.parameter("version");
        return accepted.type().equals("text/plain") && (version.isEmpty() || version.equals("0.0.4"))
                ? Optional.of(Kind.TEXT)
                : Optional.empty();
    }

    String contentType() {
        return kind.mediaType + "; escaping=" + escaping.parameter();
    }
}
