package dev.nightjar.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The container runtime interface of Kubernetes: {@code 2026-11-21T04:00:00.123456789Z stdout F text}; {@code P} in
 * place of {@code F} says that the line goes on in the next of its stream.
 */
final class CriSyntax implements ContainerFormat.Syntax {
    @Override
    public ContainerLine parse(byte[] bytes, int from, int to) {
        int time = blank(bytes, from, to);
        int stream = blank(bytes, time + 1, to);
        int tags = blank(bytes, stream + 1, to);
        if (stream >= to || stream == time + 1) {
            return ContainerLine.plain(bytes, from, to);
        }
        long nanos = DockerSyntax.nanos(text(bytes, from, time));
        if (nanos == LogEntry.NO_TIME) {
            return ContainerLine.plain(bytes, from, to);
        }
        return new ContainerLine(
                nanos,
                text(bytes, time + 1, stream),
                Arrays.copyOfRange(bytes, Math.min(to, tags + 1), to),
                bytes[stream + 1] == 'P');
    }

    private static int blank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
