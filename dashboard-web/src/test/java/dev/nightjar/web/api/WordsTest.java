package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void a_title_inside_a_sentence_keeps_its_acronyms() {
        assertThat(Words.uncapitalized("Time of a disk read")).isEqualTo("time of a disk read");
        assertThat(Words.uncapitalized("CPU waiting for disks")).isEqualTo("CPU waiting for disks");
        assertThat(Words.uncapitalized("")).isEmpty();
    }

    @Test
    void a_subject_is_taken_off_as_a_whole_word_only() {
        assertThat(Words.without("checkout-1", "checkout-1 is slow")).isEqualTo("is slow");
        assertThat(Words.without("checkout-1", "checkout-10 is slow")).isEqualTo("checkout-10 is slow");
        assertThat(Words.without("", " is slow")).isEqualTo(" is slow");
    }
}
