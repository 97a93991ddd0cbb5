package dev.nightjar.alerting.paging;

import dev.nightjar.alerting.delivery.Backoff;
import dev.nightjar.alerting.delivery.DeliveryCounts;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PageEvent.Kind;
import dev.nightjar.model.event.PageEvent.NotificationAttempted;
import dev.nightjar.model.event.PageEvent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets queued messages out, at least once. What is to be sent stands in the log; what is being sent is known in memory
 * only, so a crash in the middle of an attempt means that it is made again, under the same idempotency key. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Once somebody has the page, or it is over, a message that still does not get through is given up after this. */
    private static final int ATTEMPTS_WITHOUT_NEED = 5;

    private final PageBook book;
    private final Pager pager;
    private final PageLog log;
    private final Supplier<OnCall> onCall;
    private final InstantSource clock;
    private final Backoff backoff;
    private final String baseUrl;
    private final Map<String, Channel> channels;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final DeliveryCounts counts = new DeliveryCounts();

    /** How the outbox reaches the world. */
    public record Settings(String baseUrl, EmailSettings email, Duration sendDeadline) {}

    public Outbox(
            PageBook book,
            Pager pager,
            PageLog log,
            Supplier<OnCall> onCall,
            InstantSource clock,
            RandomGenerator random,
            Settings settings) {
        this(book, pager, log, onCall, clock, random, settings.baseUrl(), channels(settings));
    }

    Outbox(
            PageBook book,
            Pager pager,
            PageLog log,
            Supplier<OnCall> onCall,
            InstantSource clock,
            RandomGenerator random,
            String baseUrl,
            Map<String, Channel> channels) {
        this.book = book;
        this.pager = pager;
        this.log = log;
        this.onCall = onCall;
        this.clock = clock;
        this.backoff = new Backoff(random);
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        this.channels = Map.copyOf(channels);
    }

    private static Map<String, Channel> channels(Settings settings) {
        return Map.of(
                "inbox", new InboxChannel(),
                "webhook", new WebhookChannel(settings.sendDeadline()),
                "email", new EmailChannel(settings.email(), settings.sendDeadline()));
    }

    /** Has every message whose time has come sent by {@code executor}, each by one thread at a time. */
    public void deliver(Instant now, Executor executor) {
        for (Page page : book.live()) {
            for (Delivery delivery : page.deliveries()) {
                if (delivery.isDue(now) && inFlight.add(delivery.notificationId())) {
                    executor.execute(() -> attempt(page.id(), delivery.notificationId()));
                }
            }
        }
    }

    /** Attempts by channel. */
    public DeliveryCounts counts() {
        return counts;
    }

    private void attempt(String pageId, String notificationId) {
        try {
            Page page = book.page(pageId).orElseThrow();
            Delivery delivery = delivery(page, notificationId);
            if (delivery.isDue(clock.instant())) {
                SendResult result = send(page, delivery);
                for (PageEvent event : log.commit(() -> events(pageId, notificationId, result))) {
                    if (event instanceof NotificationAttempted attempted) {
                        counts.add(delivery.channel(), attempted.outcome());
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.error("notification {} could not be sent or recorded; it will be tried again", notificationId, e);
        } finally {
            inFlight.remove(notificationId);
        }
    }

    private SendResult send(Page page, Delivery delivery) {
        Channel channel = channels.get(delivery.channel());
        if (channel == null) {
            return new SendResult.Failed("not supported yet: channel \"" + delivery.channel() + "\"");
        }
        ZoneId zone = onCall.get().person(delivery.person()).map(Person::zone).orElse(ZoneOffset.UTC);
        String link = baseUrl + "/pages/" + page.id();
        try {
            return channel.send(new Message(page, delivery, zone, link, clock.instant()));
        } catch (RuntimeException e) {
            return new SendResult.Retry("not sent: " + e, null);
        }
    }

    /** The attempt, and the resolve of a page that was over before its trigger got through. */
    private List<PageEvent> events(String pageId, String notificationId, SendResult result) {
        Instant now = clock.instant();
        Page page = book.page(pageId).orElseThrow();
        Delivery delivery = delivery(page, notificationId);
        int attempt = delivery.attempts() + 1;
        NotificationAttempted attempted = switch (result) {
            case SendResult.Accepted accepted -> attempted(now, page, delivery, Outcome.ACCEPTED, accepted);
            case SendResult.Failed failed -> attempted(now, page, delivery, Outcome.FAILED, failed);
            case SendResult.Retry retry
            when isEnough(page, delivery, attempt) -> attempted(now, page, delivery, Outcome.FAILED, retry);
            case SendResult.Retry retry ->
                new NotificationAttempted(
                        now,
                        pageId,
                        notificationId,
                        attempt,
                        Outcome.RETRY,
                        retry.detail(),
                        now.plus(backoff.after(attempt, retry)));
        };
        boolean late = attempted.outcome() == Outcome.ACCEPTED
                && delivery.kind() == Kind.TRIGGER
                && page.state() == Page.State.RESOLVED;
        return late
                ? List.of(attempted, pager.resolveOf(page, page.deliveries().size() + 1, delivery, now))
                : List.of(attempted);
    }

    private static NotificationAttempted attempted(
            Instant now, Page page, Delivery delivery, Outcome outcome, SendResult result) {
        return new NotificationAttempted(
                now, page.id(), delivery.notificationId(), delivery.attempts() + 1, outcome, result.detail(), null);
    }

    private static boolean isEnough(Page page, Delivery delivery, int attempt) {
        boolean needed = delivery.kind() == Kind.TRIGGER && page.state() == Page.State.OPEN;
        return !needed && attempt >= ATTEMPTS_WITHOUT_NEED;
    }

    private static Delivery delivery(Page page, String notificationId) {
        return page.deliveries().stream()
                .filter(delivery -> delivery.notificationId().equals(notificationId))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        channels.values().forEach(Channel::close);
    }
}
