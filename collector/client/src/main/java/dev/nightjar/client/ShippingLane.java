package dev.nightjar.client;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of shipments and the thread that delivers them in order, each until it is answered. Offering never
 * blocks: when the queue is full the oldest shipments go, and are counted. Metrics, logs and changes travel in lanes of
 * their own, so that one kind being refused or slow does not hold up the others.
 */
public final class ShippingLane implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.nightjar.client");
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(900);

    private final String name;
    private final Transport transport;
    private final RetryPolicy retry;
    private final RandomGenerator random;
    private final long mostBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Shipment> queue = new ArrayDeque<>();
    private final Thread sender;
    private long queuedBytes;
    private boolean sending;
    private boolean closing;
    private boolean troubled;
    private long delivered;
    private long refused;
    private long dropped;
    private long retries;

    /** @param mostBytes of bodies waiting; one shipment is always kept, however large */
    public ShippingLane(String name, Transport transport, RetryPolicy retry, RandomGenerator random, long mostBytes) {
        this(name, transport, retry, random, mostBytes, NightjarClientBuilder::daemon);
    }

    ShippingLane(
            String name,
            Transport transport,
            RetryPolicy retry,
            RandomGenerator random,
            long mostBytes,
            ThreadFactory threads) {
        this.name = name;
        this.transport = transport;
        this.retry = retry;
        this.random = random;
        this.mostBytes = mostBytes;
        this.sender = threads.newThread(this::run);
        this.sender.setName("nightjar-" + name);
    }

    public void start() {
        sender.start();
    }

    /** Queues a shipment and returns at once. */
    public void offer(Shipment shipment) {
        lock.lock();
        try {
            if (closing) {
                dropped += shipment.items();
                return;
            }
            queue.addLast(shipment);
            queuedBytes += shipment.body().length;
            while (queuedBytes > mostBytes && queue.size() > 1) {
                Shipment oldest = queue.removeFirst();
                queuedBytes -= oldest.body().length;
                dropped += oldest.items();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public ShippingCounts counts() {
        lock.lock();
        try {
            return new ShippingCounts(delivered, refused, dropped, retries, queuedBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is queued or on its way; false when that took longer than {@code atMost}. */
    public boolean drain(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (sending || !queue.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Shipment next = take(); next != null; next = take()) {
            try {
                deliver(next);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Nightjar " + name + ": a batch could not be sent and is dropped", e);
                count(next, new Delivery.Refused(e.toString()));
            }
        }
    }

    private @Nullable Shipment take() {
        lock.lock();
        try {
            sending = false;
            changed.signalAll();
            while (queue.isEmpty()) {
                if (closing) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
            Shipment next = queue.removeFirst();
            queuedBytes -= next.body().length;
            sending = true;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Shipment shipment) {
        int failures = 0;
        while (true) {
            boolean last = isClosing();
            Delivery answer = transport.deliver(shipment);
            if (!(answer instanceof Delivery.RetryLater later)) {
                count(shipment, answer);
                return;
            }
            failures++;
            complainOnce(later.reason());
            if (last || !pause(retry.delay(failures, later.atLeast(), random))) {
                drop(shipment);
                return;
            }
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void drop(Shipment shipment) {
        lock.lock();
        try {
            dropped += shipment.items();
        } finally {
            lock.unlock();
        }
    }

    private void count(Shipment shipment, Delivery answer) {
        lock.lock();
        try {
            if (answer instanceof Delivery.Delivered) {
                delivered += shipment.items();
                troubled = false;
            } else if (answer instanceof Delivery.Refused) {
                refused += shipment.items();
            } else {
                throw new IllegalArgumentException("not an end: " + answer);
            }
        } finally {
            lock.unlock();
        }
        if (answer instanceof Delivery.Refused no) {
            complainOnce(no.reason());
        }
    }

    /**
     * Waits before the next attempt, which comes at once when the lane is closed meanwhile, and is the last: the server may
     * well be back. False when this thread was told to end.
     */
    private boolean pause(Duration delay) {
        long left = delay.toNanos();
        lock.lock();
        try {
            retries++;
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Outside the lock: a log that blocks must hold up this thread alone, not those that offer. */
    private void complainOnce(String reason) {
        boolean first;
        lock.lock();
        try {
            first = !troubled;
            troubled = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            LOG.log(Level.WARNING, "Nightjar {0}: {1} (said once until it works again)", name, reason);
        }
    }

    /** Lets the sender try once more what is queued; what is not through after 0.9 s is dropped and counted. */
    @Override
    public void close() {
        finishUntil(System.nanoTime() + CLOSE_WITHIN.toNanos());
    }

    /** Takes nothing more, and sends what is queued without pauses. */
    void beginClosing() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void finishUntil(long deadlineNanos) {
        beginClosing();
        if (sender.getState() == Thread.State.NEW) {
            discardQueue(); // closed without ever having been started
            return;
        }
        if (joinedUntil(sender, deadlineNanos)) {
            return;
        }
        discardQueue();
        sender.interrupt();
    }

    /** Whoever was told to stop and closes for that reason still wants its last batch sent; the flag is kept. */
    static boolean joinedUntil(Thread thread, long deadlineNanos) {
        boolean interrupted = false;
        try {
            while (thread.isAlive() && deadlineNanos - System.nanoTime() > 0) {
                try {
                    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return !thread.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void discardQueue() {
        lock.lock();
        try {
            queue.forEach(shipment -> dropped += shipment.items());
            queue.clear();
            queuedBytes = 0;
        } finally {
            lock.unlock();
        }
    }
}
