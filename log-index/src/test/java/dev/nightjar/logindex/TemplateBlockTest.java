package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateBlockTest {
    private static final Labels SHOP = Labels.of("service", "shop");

    private final BlockEncoder encoder = new BlockEncoder();

    private Path folder;
    private TemplateFile templates;

    @BeforeEach
    @net.jqwik.api.lifecycle.BeforeTry
    void open() throws IOException {
        folder = Files.createTempDirectory("templates");
        templates = TemplateFile.open(folder, 0);
    }

    @AfterEach
    @net.jqwik.api.lifecycle.AfterTry
    void close() throws IOException {
        templates.close();
        DurableFolder.deleteTree(folder);
    }

    private static Lines lines(List<byte[]> texts) {
        OpenBlock block = new OpenBlock(new BlockArrays(), 0, 0);
        for (int i = 0; i < texts.size(); i++) {
            byte[] bytes = texts.get(i);
            block.add(i, i * 1000L, bytes, 0, bytes.length, Labels.EMPTY, Level.UNKNOWN);
        }
        return block.view();
    }

    private static Lines lines(String... texts) {
        return lines(Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private byte[] encode(Lines lines) {
        BlockHeader header = new BlockHeader(0, lines.size(), lines.textBytes(), 0, 1, 1, lines.size());
        BlockEncoder.Encoded encoded = encoder.encode(header, SHOP, lines, templates);
        assertThat(encoded.signature().exponent()).isEqualTo(Signature.of(lines).exponent());
        assertThat(encoded.signature().words()).isEqualTo(Signature.of(lines).words());
        return encoded.bytes();
    }

    private Block open(byte[] block) {
        Sections sections = new Sections(folder.resolve("block"), 0, block);
        return sections.version() == TemplateBlock.VERSION
                ? new TemplateBlock(sections, templates)
                : new TextBlock(sections);
    }

    private void assertComesBack(Lines lines) {
        Lines back = open(encode(lines)).lines();
        assertThat(back.size()).isEqualTo(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(new String(back.line(i), StandardCharsets.ISO_8859_1))
                    .isEqualTo(new String(lines.line(i), StandardCharsets.ISO_8859_1));
            assertThat(back.timestamp(i)).isEqualTo(lines.timestamp(i));
        }
    }

    @Provide
    Arbitrary<List<byte[]>> anyLines() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of(
                        "GET ", "level=info ", "\n\tat ", "é", "user-", "\"id\":", " ", "x", "0x", "T", "\u0000"),
                Arbitraries.integers().map(String::valueOf),
                Arbitraries.integers().between(0, 99).map("%02d"::formatted),
                Arbitraries.longs().map(Long::toHexString),
                Arbitraries.longs().map(value -> Long.toHexString(value).toUpperCase(java.util.Locale.ROOT)),
                Arbitraries.strings().ofMaxLength(6),
                Arbitraries.strings().alpha().numeric().ofMaxLength(20));
        Arbitrary<byte[]> text =
                part.list().ofMaxSize(12).map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> binary = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, text), net.jqwik.api.Tuple.of(1, binary))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void any_lines_come_back_byte_for_byte(@ForAll("anyLines") List<byte[]> texts) {
        assertComesBack(lines(texts));
        List<byte[]> oftener = new ArrayList<>(texts);
        IntStream.range(0, 3).forEach(round -> oftener.addAll(texts));
        assertComesBack(lines(oftener));
    }

    @Example
    void edges_come_back() {
        assertComesBack(lines(""));
        assertComesBack(lines("", "", "\n", "\n\n", "a\n", "\nb"));
        assertComesBack(lines("00", "01", "1", "000000000000000000000000000000"));
        assertComesBack(lines("999999999999999999", "1", "0", "9999999999999999999999"));
        assertComesBack(lines("id=deadBEEF1 id=DEADBEEF1", "id=00ff id=00FF", "id=1e5"));
        assertComesBack(lines("\u0000", "plain"));
        assertComesBack(lines("größe=12", "größe=13", "日本語 5"));
    }

    @Test
    void regular_lines_take_little_and_share_templates_over_blocks() {
        Random random = new Random(3);
        int text = 0;
        int stored = 0;
        for (int block = 0; block < 20; block++) {
            Lines lines = lines(IntStream.range(0, 300)
                    .mapToObj(i ->
                            "{\"ts\":\"2026-11-21T12:00:%02d.%03dZ\",\"level\":\"info\",\"trace\":\"%s\",\"ms\":%d}"
                                    .formatted(
                                            i / 5,
                                            random.nextInt(1000),
                                            HexFormat.of().toHexDigits(random.nextLong()),
                                            random.nextInt(100)))
                    .toArray(String[]::new));
            byte[] bytes = encode(lines);
            assertThat(new Sections(folder, 0, bytes).version()).isEqualTo(TemplateBlock.VERSION);
            text += lines.textBytes();
            stored += bytes.length;
        }
        assertThat(templates.of("shop").size()).isLessThan(5);
        // 8 bytes of trace, 10 + 7 bits of numbers of about 85 bytes
        assertThat((double) stored / text).isLessThan(0.16);
    }

    @Test
    void names_that_are_never_the_same_do_not_make_templates() {
        Random random = new Random(5);
        for (int block = 0; block < 40; block++) {
            Lines lines = lines(IntStream.range(0, 300)
                    .mapToObj(i -> "user " + name(random) + " bought " + name(random) + " for " + random.nextInt(500))
                    .toArray(String[]::new));
            assertComesBack(lines);
        }
        assertThat(templates.of("shop").size()).isBetween(1, 2000);
    }

    private static String name(Random random) {
        return random.ints(9, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void templates_are_read_again_up_to_the_commit_and_cut_behind_it() throws IOException {
        byte[] kept = encode(lines("request 1 took 5 ms", "request 2 took 7 ms"));
        templates.sync();
        long committed = templates.length();
        encode(lines("another kind of line 1", "another kind of line 2"));
        templates.sync();
        assertThat(templates.length()).isGreaterThan(committed);
        templates.close();
        templates = TemplateFile.open(folder, committed);
        assertThat(templates.of("shop").size()).isEqualTo(1);
        assertThat(new String(open(kept).lines().line(1), StandardCharsets.UTF_8))
                .isEqualTo("request 2 took 7 ms");
        assertThat(Files.size(folder.resolve("templates.dat"))).isEqualTo(committed);
    }

    @Test
    void a_damaged_template_is_named_with_its_place() throws IOException {
        encode(lines("request 1 took 5 ms"));
        templates.sync();
        long committed = templates.length();
        templates.close();
        Path file = folder.resolve("templates.dat");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> TemplateFile.open(folder, committed))
                .isInstanceOf(LogIndexException.class)
                .hasMessageContaining("templates.dat")
                .hasMessageContaining("a template fails its checksum");
        templates = TemplateFile.open(Files.createTempDirectory(folder, "fresh"), 0);
    }

    /** With checksums put right again, so that what lies behind them is met. */
    @Test
    void flipped_bits_are_an_error_never_a_crash() {
        Random random = new Random(7);
        byte[] whole = encode(lines(IntStream.range(0, 50)
                .mapToObj(i ->
                        "request " + i + " by " + Long.toHexString(random.nextLong()) + " took " + i % 3 + "\n at " + i)
                .toArray(String[]::new)));
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Checksums.putRight(damaged);
            try {
                open(damaged).lines();
            } catch (LogIndexException | ByteReader.Malformed expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
