package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks as earlier builds wrote them stay readable: one of each version of the format is kept beside the tests, bytes
 * that no later build may change.
 */
class KeptBlocksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {TextBlock.VERSION, TemplateBlock.VERSION})
    void a_block_of_every_version_says_what_it_was_made_of(int version) throws IOException {
        byte[] bytes;
        try (InputStream kept = getClass().getResourceAsStream("BlockFuzzTestInputs/block/version-" + version)) {
            bytes = Objects.requireNonNull(kept).readAllBytes();
        }
        Lines expected = BlockFuzzTest.lines();
        try (TemplateFile templates = TemplateFile.open(folder, 0)) {
            BlockFuzzTest.seed(templates);
            Sections sections = new Sections(Path.of("kept"), 0, bytes);
            assertThat(sections.version()).isEqualTo(version);
            Block block = Blocks.read(sections, templates);
            block.verify();
            Lines found = block.lines();
            assertThat(found.size()).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.line(i)).isEqualTo(expected.line(i));
                assertThat(found.timestamp(i)).isEqualTo(expected.timestamp(i));
                assertThat(found.level(i)).isEqualTo(expected.level(i));
                assertThat((Object) found.metadata(i)).isEqualTo(expected.metadata(i));
            }
        }
    }
}
