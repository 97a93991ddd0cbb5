package dev.nightjar.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer's body as text. What is behind is not read: whoever answers without end gets neither
 * memory nor time of the service.
 */
final class AnswerStart implements BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final byte[] bytes;
    private int used;
    private Flow.@Nullable Subscription subscription;

    AnswerStart(int mostBytes) {
        this.bytes = new byte[mostBytes];
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        for (ByteBuffer each : part) {
            int taken = Math.min(each.remaining(), bytes.length - used);
            each.get(bytes, used, taken);
            used += taken;
        }
        Flow.Subscription source = subscription;
        if (used == bytes.length && source != null) {
            source.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable broken) {
        text.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        text.complete(new String(bytes, 0, used, StandardCharsets.UTF_8));
    }
}
