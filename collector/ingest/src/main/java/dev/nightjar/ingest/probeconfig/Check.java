package dev.nightjar.ingest.probeconfig;

import com.google.re2j.Pattern;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done to a target, and what of it. */
public sealed interface Check {
    /**
     * A request, and what is expected of its answer.
     *
     * @param bodyLimit bytes of a body, decompressed; 0 for none
     */
    record Http(IpChoice ip, Request request, Expectation expectation, HttpAccess access, long bodyLimit)
            implements Check {}

    /**
     * A connection, and what is said over it.
     *
     * @param tls whether it begins encrypted
     */
    record Tcp(IpChoice ip, boolean tls, TlsAccess access, List<Exchange> dialogue) implements Check {
        public Tcp {
            dialogue = List.copyOf(dialogue);
        }
    }

    /** A connection to a socket of this machine, and what is said over it. */
    record Unix(List<Exchange> dialogue) implements Check {
        public Unix {
            dialogue = List.copyOf(dialogue);
        }
    }

    /**
     * A question to a name server.
     *
     * @param type such as {@code A}; {@code TYPE65} and the like for those without a name
     * @param validRcodes such as {@code NOERROR}
     */
    record Dns(
            IpChoice ip,
            boolean overTcp,
            boolean overTls,
            TlsAccess access,
            String name,
            String type,
            String dnsClass,
            boolean recursion,
            List<String> validRcodes,
            Records answers,
            Records authorities,
            Records additionals)
            implements Check {
        public Dns {
            validRcodes = List.copyOf(validRcodes);
        }
    }

    /**
     * A question after the health of a service.
     *
     * @param service whose health is asked for; empty for that of the server
     * @param metadata sent with it, by name
     */
    record Grpc(IpChoice ip, boolean tls, TlsAccess access, String service, Map<String, List<String>> metadata)
            implements Check {
        public Grpc {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * An echo request.
     *
     * @param payloadBytes that go with it
     * @param hops routers that it may pass; 0 for as many as the kernel gives it
     */
    record Icmp(IpChoice ip, int payloadBytes, boolean dontFragment, int hops) implements Check {
        /** As blackbox_exporter and most programs called ping send, more or less. */
        public static final int USUAL_PAYLOAD_BYTES = 28;
    }

    /** Something that cannot be done. */
    record NotSupported(String what) implements Check {}

    /**
     * @param compression that is asked for: {@code gzip}, {@code deflate}, {@code identity}, or empty for none
     * @param body read anew each time where it lies in a file
     */
    record Request(String method, Map<String, String> headers, Optional<SecretText> body, String compression) {
        public static final Request GET = new Request("GET", Map.of(), Optional.empty(), "");

        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /** Whether the connection must be encrypted in the end. */
    enum Encryption {
        EITHER,
        NEEDED,
        REFUSED
    }

    /**
     * @param statuses empty for any of 200 to 299
     * @param versions such as {@code HTTP/1.1}; empty for any
     * @param body that all must match
     * @param bodyNot that none may match
     */
    record Expectation(
            Set<Integer> statuses,
            Set<String> versions,
            Encryption encryption,
            List<Pattern> body,
            List<Pattern> bodyNot,
            List<HeaderRule> headers,
            List<HeaderRule> headersNot) {
        public static final Expectation SUCCESS =
                new Expectation(Set.of(), Set.of(), Encryption.EITHER, List.of(), List.of(), List.of(), List.of());

        public Expectation {
            statuses = Set.copyOf(statuses);
            versions = Set.copyOf(versions);
            body = List.copyOf(body);
            bodyNot = List.copyOf(bodyNot);
            headers = List.copyOf(headers);
            headersNot = List.copyOf(headersNot);
        }
    }

    /** @param allowMissing whether it is fine that the header is not there */
    record HeaderRule(String header, Pattern pattern, boolean allowMissing) {}

    /**
     * A step of a dialogue: waits for a line that matches, then answers, then encrypts.
     *
     * @param send with {@code ${1}} for what the pattern's groups found; empty for nothing
     * @param labels of the series {@code probe_expect_info}, made the same way
     */
    record Exchange(Optional<Pattern> expect, String send, boolean startTls, Map<String, String> labels) {
        public Exchange {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * What must be true of one section of a name server's answer, its records written as in a zone file.
     *
     * @param anyFails fails if any record matches
     * @param allFail fails if all records match
     * @param needsAll fails if any record does not match, or there is none
     * @param needsOne fails if no record matches
     */
    record Records(List<Pattern> anyFails, List<Pattern> allFail, List<Pattern> needsAll, List<Pattern> needsOne) {
        public static final Records ANY = new Records(List.of(), List.of(), List.of(), List.of());

        public Records {
            anyFails = List.copyOf(anyFails);
            allFail = List.copyOf(allFail);
            needsAll = List.copyOf(needsAll);
            needsOne = List.copyOf(needsOne);
        }
    }
}
