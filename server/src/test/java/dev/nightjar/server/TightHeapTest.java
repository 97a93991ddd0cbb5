package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TightHeapTest {
    private static final long MIB = 1L << 20;

    @Test
    void a_small_heap_is_left_alone() {
        assertThat(TightHeap.isDue(150 * MIB, 0)).isFalse();
        assertThat(TightHeap.isDue(150 * MIB, 60 * MIB)).isFalse();
    }

    @Test
    void a_heap_that_grew_by_a_quarter_is_looked_through() {
        assertThat(TightHeap.isDue(161 * MIB, 0)).isTrue();
        assertThat(TightHeap.isDue(499 * MIB, 400 * MIB)).isFalse();
        assertThat(TightHeap.isDue(501 * MIB, 400 * MIB)).isTrue();
    }
}
