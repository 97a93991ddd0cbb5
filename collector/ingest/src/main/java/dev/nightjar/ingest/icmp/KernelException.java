package dev.nightjar.ingest.icmp;

import java.io.IOException;

/** A call that the kernel refused. Its message says why, for people. */
final class KernelException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int number;

    /** @param number of the error, as Linux counts them */
    KernelException(String call, int number) {
        super(call + ": " + words(number));
        this.number = number;
    }

    /** Whether this process lacks a right. */
    boolean isForbidden() {
        return number == Linux.EPERM || number == Linux.EACCES;
    }

    boolean isInterrupted() {
        return number == Linux.EINTR;
    }

    /** Nothing is there to be read. */
    boolean isNothingYet() {
        return number == Linux.EAGAIN;
    }

    static String words(int number) {
        return switch (number) {
            case Linux.EPERM -> "not permitted; a packet filter of this machine may forbid it";
            case Linux.EACCES -> "access denied; broadcast addresses cannot be pinged";
            case Linux.EMFILE -> "this process has too many files open";
            case Linux.EINVAL -> "not a valid argument";
            case Linux.EMSGSIZE -> "the packet is too large for the way there, and must not be fragmented";
            case Linux.EAFNOSUPPORT -> "this machine does not speak that version of IP";
            case Linux.EADDRNOTAVAIL -> "this machine has no address to send from";
            case Linux.ENETUNREACH -> "no route to its network";
            case Linux.ECONNREFUSED -> "refused by the host";
            case Linux.EHOSTUNREACH -> "no route to the host";
            default -> "error " + number + " of the kernel";
        };
    }
}
