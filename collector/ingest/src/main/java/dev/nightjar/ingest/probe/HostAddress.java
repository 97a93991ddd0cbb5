package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.IpChoice;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Turns the name of a host into the one address that is probed. */
final class HostAddress {
    private final Executor workers;

    /** @param workers wait for the name service, which cannot be told to stop */
    HostAddress(Executor workers) {
        this.workers = workers;
    }

    InetAddress of(String host, IpChoice choice, ProbeRun run) throws ProbeFailedException {
        run.value("probe_ip_protocol", 0);
        run.value("probe_ip_addr_hash", 0);
        InetAddress[] all;
        long began = System.nanoTime();
        try {
            all = lookup(host, run);
        } finally {
            run.value("probe_dns_lookup_time_seconds", (System.nanoTime() - began) / 1e9);
        }
        Optional<InetAddress> preferred = first(all, choice.prefers6());
        Optional<InetAddress> found =
                preferred.isPresent() || !choice.fallsBack() ? preferred : first(all, !choice.prefers6());
        InetAddress address = found.orElseThrow(
                () -> new ProbeFailedException(host + " has no IPv" + (choice.prefers6() ? 6 : 4) + " address"));
        run.value("probe_ip_protocol", address instanceof Inet6Address ? 6 : 4);
        run.value("probe_ip_addr_hash", hash(address.getAddress()));
        run.log(host + " is " + address.getHostAddress());
        return address;
    }

    private InetAddress[] lookup(String host, ProbeRun run) throws ProbeFailedException {
        CompletableFuture<InetAddress[]> result = new CompletableFuture<>();
        workers.execute(() -> {
            try {
                result.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(run.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new ProbeFailedException("the name " + host + " is not known", e);
        } catch (TimeoutException e) {
            throw new ProbeFailedException("the name " + host + " was not resolved in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeFailedException("Nightjar is stopping", e);
        }
    }

    private static Optional<InetAddress> first(InetAddress[] all, boolean six) {
        return Arrays.stream(all)
                .filter(address -> six ? address instanceof Inet6Address : address instanceof Inet4Address)
                .findFirst();
    }

    /** FNV-1a of 32 bits, to see that an address changed. */
    private static double hash(byte[] address) {
        int hash = 0x811c9dc5;
        for (byte b : address) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return (double) Integer.toUnsignedLong(hash);
    }
}
