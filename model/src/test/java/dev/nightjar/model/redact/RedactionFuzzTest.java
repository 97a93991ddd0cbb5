package dev.nightjar.model.redact;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.model.redact.RedactionRules.BuiltIn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever bytes a line is made of, redaction takes it, what it leaves stays as it is when it is redacted again, and what
 * stands around a line does not matter. Without {@code JAZZER_FUZZ=1} only the kept seeds are run.
 */
class RedactionFuzzTest {
    private static final Redaction ALL = new Redaction(new RedactionRules(
            List.of(BuiltIn.CARD, BuiltIn.EMAIL, BuiltIn.TOKEN),
            List.of(new RedactionPattern("order", "order-[0-9]{4,}"), new RedactionPattern("pin", "pin=([0-9]+)")),
            ""));

    @FuzzTest(maxDuration = "5m")
    void line(byte[] line) {
        byte[] once = redacted(line);
        byte[] twice = redacted(once);
        if (!Arrays.equals(redacted(twice), twice)) {
            throw new AssertionError(
                    "redacted for the third time: " + text(twice) + " becomes " + text(redacted(twice)));
        }
        byte[] amid = new byte[line.length + 4];
        Arrays.fill(amid, (byte) '7');
        System.arraycopy(line, 0, amid, 2, line.length);
        byte[] found = ALL.line(amid, 2, 2 + line.length);
        if (!Arrays.equals(found == null ? line : found, once)) {
            throw new AssertionError("what stands around it changes " + text(line));
        }
    }

    private static byte[] redacted(byte[] line) {
        byte[] found = ALL.line(line, 0, line.length);
        return found == null ? line : found;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
