package dev.nightjar.ingest;

/** Makes names that LogQL can ask for of the names of structured metadata, as Loki does when it takes lines in. */
final class MetadataNames {
    private MetadataNames() {}

    /**
     * What no label may have becomes an underscore, and a digit in front gets {@code key_} before it: {@code k8s.pod} is
     * {@code k8s_pod}.
     */
    static String of(String name) {
        String plain = PlainNames.of(name);
        return !name.isEmpty() && LabelNames.isDigit(name.charAt(0)) ? "key" + plain : plain;
    }
}
