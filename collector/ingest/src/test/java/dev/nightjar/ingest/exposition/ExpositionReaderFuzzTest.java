package dev.nightjar.ingest.exposition;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What targets serve is walked over or refused with its line. Without {@code JAZZER_FUZZ=1} only the kept seeds are run. */
class ExpositionReaderFuzzTest {
    private static void read(byte[] body, boolean openMetrics) {
        ExpositionReader in = new ExpositionReader(body, body.length, openMetrics);
        try {
            int samples = 0;
            while (true) {
                switch (in.next()) {
                    case SAMPLE -> {
                        Map<String, String> labels = in.labels();
                        if (labels.isEmpty() || in.from() >= in.to() || ++samples > body.length) {
                            throw new AssertionError("a sample of " + labels + " at " + in.from() + " to " + in.to());
                        }
                        if (in.hasExemplar()) {
                            in.exemplar();
                        }
                    }
                    case TYPE, HELP, UNIT -> in.family();
                    case END -> {
                        return;
                    }
                }
            }
        } catch (ExpositionException e) {
            if (e.line() < 0) {
                throw new AssertionError("refused at line " + e.line(), e);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void any_bytes_are_walked_over_or_refused(FuzzedDataProvider data) {
        boolean openMetrics = data.consumeBoolean();
        read(data.consumeRemainingAsBytes(), openMetrics);
    }

    /** The same without the fuzzer, in every build. */
    @Test
    void any_letters_of_the_formats_are_walked_over_or_refused() {
        Random random = new Random(11);
        String alphabet = "# TYPEHL{}\"=,\\\n\t a1.+-eNI_:";
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(60)];
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte)
                        (random.nextInt(50) == 0
                                ? random.nextInt()
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            read(body, random.nextBoolean());
        }
    }
}
