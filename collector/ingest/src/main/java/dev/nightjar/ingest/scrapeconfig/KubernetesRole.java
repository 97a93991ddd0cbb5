package dev.nightjar.ingest.scrapeconfig;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of a Kubernetes cluster becomes targets. */
public enum KubernetesRole {
    NODE,
    POD,
    SERVICE,
    ENDPOINTS,
    ENDPOINTSLICE,
    INGRESS;

    /** As configurations write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KubernetesRole> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }

    /** The roles whose objects a selector can leave out, where targets are of this one. */
    List<KubernetesRole> selectable(boolean attachesNode) {
        return switch (this) {
            case NODE, SERVICE, INGRESS -> List.of(this);
            case POD -> attachesNode ? List.of(POD, NODE) : List.of(POD);
            case ENDPOINTS, ENDPOINTSLICE ->
                attachesNode ? List.of(POD, SERVICE, this, NODE) : List.of(POD, SERVICE, this);
        };
    }
}
