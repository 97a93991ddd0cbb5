package dev.nightjar.client;

import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a shipper has collected, as text, each line behind its level. */
final class CallLines {
    private CallLines() {}

    static List<String> of(LogShipper shipper) {
        List<String> found = new ArrayList<>();
        for (LogBatch batch = shipper.poll(); batch != null; batch = shipper.poll()) {
            for (LogBatch.Stream stream : batch.streams()) {
                for (int i = 0; i < stream.size(); i++) {
                    int start = stream.lineStart(i);
                    String text = new String(stream.text(), start, stream.lineEnd(i) - start, StandardCharsets.UTF_8);
                    found.add(stream.labels().get("level") + " " + text);
                }
            }
        }
        return found;
    }
}
