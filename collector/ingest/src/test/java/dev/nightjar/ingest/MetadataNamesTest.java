package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataNamesTest {
    @ParameterizedTest
    @CsvSource({
        "trace_id, trace_id",
        "k8s.pod-name, k8s_pod_name",
        "1st, key_1st",
        "_own, _own",
        "a  b, a__b",
        "größe, gr__e"
    })
    void names_become_what_labels_may_be_called(String name, String label) {
        assertThat(MetadataNames.of(name)).isEqualTo(label);
    }
}
