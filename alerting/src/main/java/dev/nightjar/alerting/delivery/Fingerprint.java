package dev.nightjar.alerting.delivery;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Alertmanager's name for a label set: FNV-1a of its names and values, each ended by the byte 0xff. */
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(Labels labels) {
        long hash = 0xcbf29ce484222325L;
        for (Label label : labels) {
            hash = add(add(hash, label.name()), label.value());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    private static long add(long hash, String text) {
        long next = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            next = (next ^ (b & 0xff)) * 0x100000001b3L;
        }
        return (next ^ 0xff) * 0x100000001b3L;
    }
}
