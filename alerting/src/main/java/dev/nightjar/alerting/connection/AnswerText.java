package dev.nightjar.alerting.connection;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * The beginning of an answer's body. Whoever answers without an end, or falls silent in the middle, is listened to no
 * longer: its status has said what counts, a request's own timeout ends with its head, and what it sends would be kept.
 */
public final class AnswerText implements BodySubscriber<String> {
    private static final int MOST_BYTES = 64 << 10;

    /** Whether there was more to come. */
    private final CompletableFuture<Boolean> over;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private AnswerText(Duration longest) {
        this.over = new CompletableFuture<Boolean>().completeOnTimeout(true, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param longest that a body may take, from its first byte on */
    public static BodyHandler<String> within(Duration longest) {
        return head -> new AnswerText(longest);
    }

    @Override
    public CompletionStage<String> getBody() {
        return over.thenApply(early -> text());
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        var _ = over.thenAccept(early -> {
            if (early) {
                subscription.cancel();
            }
        });
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[Math.min(piece.remaining(), MOST_BYTES - said.size())];
            piece.get(bytes);
            said.writeBytes(bytes);
        }
        if (said.size() == MOST_BYTES) {
            over.complete(true);
        }
    }

    private synchronized String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void onError(Throwable failure) {
        over.complete(false);
    }

    @Override
    public void onComplete() {
        over.complete(false);
    }
}
