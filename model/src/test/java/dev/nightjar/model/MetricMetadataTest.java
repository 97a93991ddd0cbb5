package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricMetadataTest {
    @Test
    void each_type_is_found_by_its_text_and_nothing_else_is() {
        for (MetricMetadata.Type type : MetricMetadata.Type.values()) {
            assertThat(MetricMetadata.Type.named(type.text())).contains(type);
        }
        assertThat(MetricMetadata.Type.named("untyped")).isEmpty();
        assertThat(MetricMetadata.Type.named("Counter")).isEmpty();
        assertThat(MetricMetadata.Type.named("")).isEmpty();
    }
}
