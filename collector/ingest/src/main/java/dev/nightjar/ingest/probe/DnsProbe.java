package dev.nightjar.ingest.probe;

import com.google.re2j.Pattern;
import dev.nightjar.ingest.probeconfig.Check;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Asks a name server, by a datagram or over a connection. */
final class DnsProbe {
    private static final int PLAIN_PORT = 53;
    private static final int TLS_PORT = 853;
    private static final int MOST_BYTES = 65_535;

    private static final List<String> RECORDS =
            List.of("probe_dns_answer_rrs", "probe_dns_authority_rrs", "probe_dns_additional_rrs");

    private final Dialer dialer;
    private final Check.Dns check;
    private final RandomGenerator random;
    private final ProbeRun run;

    /** @param random for the ids of questions, so that nobody can guess an answer */
    DnsProbe(Dialer dialer, Check.Dns check, RandomGenerator random, ProbeRun run) {
        this.dialer = dialer;
        this.check = check;
        this.random = random;
        this.run = run;
    }

    void run(String target) throws IOException, ProbeFailedException {
        run.phases("probe_dns_duration_seconds", "resolve", "connect", "request");
        run.value("probe_dns_query_succeeded", false);
        RECORDS.forEach(metric -> run.value(metric, 0));
        HostPort server = HostPort.of(target, check.overTls() ? TLS_PORT : PLAIN_PORT);
        InetAddress address = dialer.resolve(server.host(), check.ip(), run);
        int id = random.nextInt(1 << 16);
        byte[] question = DnsMessage.question(id, check.name(), check.type(), check.dnsClass(), check.recursion());
        DnsMessage answer = check.overTcp()
                ? overTcp(server, address, question, id)
                : byDatagram(address, server.port(), question, id);
        run.leave();
        run.value("probe_dns_query_succeeded", true);
        judge(answer);
    }

    private DnsMessage byDatagram(InetAddress address, int port, byte[] question, int id)
            throws IOException, ProbeFailedException {
        run.enter("connect");
        InetAddress source = check.ip().source().orElse(null); // null: any
        DatagramSocket socket = run.own(new DatagramSocket(new InetSocketAddress(source, 0)));
        socket.connect(address, port); // answers of others are not let in
        run.enter("request");
        socket.send(new DatagramPacket(question, question.length));
        byte[] bytes = new byte[MOST_BYTES];
        while (true) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            socket.receive(packet); // waits until the run's time is up, which closes the socket
            DnsMessage answer = DnsMessage.read(Arrays.copyOf(bytes, packet.getLength()));
            if (answer.id() == id) {
                return answer;
            }
            run.log("an answer to another question came; it is passed over");
        }
    }

    private DnsMessage overTcp(HostPort server, InetAddress address, byte[] question, int id)
            throws IOException, ProbeFailedException {
        Socket socket = dialer.connect(address, server.port(), check.ip().source(), run);
        if (check.overTls()) {
            socket = dialer.encrypt(socket, server.host(), check.access(), List.of("dot"), run);
        }
        run.enter("request");
        byte[] framed = new byte[question.length + 2];
        framed[0] = (byte) (question.length >> 8);
        framed[1] = (byte) question.length;
        System.arraycopy(question, 0, framed, 2, question.length);
        socket.getOutputStream().write(framed);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        DnsMessage answer = DnsMessage.read(bytes);
        if (answer.id() != id) {
            throw new ProbeFailedException("the answer is to another question");
        }
        return answer;
    }

    private void judge(DnsMessage answer) throws ProbeFailedException {
        run.value("probe_dns_answer_rrs", answer.answers().size());
        run.value("probe_dns_authority_rrs", answer.authorities().size());
        run.value("probe_dns_additional_rrs", answer.additionals().size());
        answer.answers().stream()
                .filter(record -> record.serial() >= 0)
                .findFirst()
                .ifPresent(record -> run.value("probe_dns_serial", record.serial()));
        answer.answers().forEach(record -> run.log("answer: " + record.text().replace('\t', ' ')));
        if (!check.validRcodes().contains(answer.rcode())) {
            throw new ProbeFailedException(
                    "answered " + answer.rcode() + ", expected " + String.join(" or ", check.validRcodes()));
        }
        judge("answer", answer.answers(), check.answers());
        judge("authority", answer.authorities(), check.authorities());
        judge("additional", answer.additionals(), check.additionals());
    }

    private static void judge(String section, List<DnsRecord> records, Check.Records rules)
            throws ProbeFailedException {
        boolean needs = !rules.needsAll().isEmpty() || !rules.needsOne().isEmpty();
        if (needs && records.isEmpty()) {
            throw new ProbeFailedException("there are no " + section + " records, but some are expected");
        }
        for (DnsRecord record : records) {
            for (Pattern pattern : rules.anyFails()) {
                if (matches(pattern, record)) {
                    throw new ProbeFailedException(
                            section + " record \"" + record.text() + "\" matches \"" + pattern + "\"");
                }
            }
            for (Pattern pattern : rules.needsAll()) {
                if (!matches(pattern, record)) {
                    throw new ProbeFailedException(
                            section + " record \"" + record.text() + "\" does not match \"" + pattern + "\"");
                }
            }
        }
        for (Pattern pattern : rules.allFail()) {
            if (!records.isEmpty() && records.stream().allMatch(record -> matches(pattern, record))) {
                throw new ProbeFailedException("all " + section + " records match \"" + pattern + "\"");
            }
        }
        for (Pattern pattern : rules.needsOne()) {
            if (records.stream().noneMatch(record -> matches(pattern, record))) {
                throw new ProbeFailedException("no " + section + " record matches \"" + pattern + "\"");
            }
        }
    }

    private static boolean matches(Pattern pattern, DnsRecord record) {
        return pattern.matcher(record.text()).find();
    }
}
