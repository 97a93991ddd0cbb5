package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Turns {@code /proc/net/netstat}, {@code snmp} and {@code snmp6} into the protocols' counts that people look at. */
final class NetstatSource implements HostSource {
    private static final Pattern WANTED = Pattern.compile(".*_(?:InErrors|InErrs)"
            + "|Ip_Forwarding|Ip(?:6|Ext)_(?:InOctets|OutOctets)|Icmp6?_(?:InMsgs|OutMsgs)"
            + "|TcpExt_(?:Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
            + "|Tcp_(?:ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
            + "|Udp6?_(?:InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors)");
    private static final Pattern OF_VERSION_6 = Pattern.compile("(Ip6|Icmp6|Udp6|UdpLite6)(\\w+)");

    private final Path proc;
    private final NamedFamilies families =
            new NamedFamilies(name -> Family.unknown("node_netstat_" + name, "The kernel's count " + name + "."));

    NetstatSource(Path proc) {
        this.proc = proc;
    }

    @Override
    public String name() {
        return "netstat";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        pairs(KernelFiles.lines(proc.resolve("net/netstat")), to);
        pairs(KernelFiles.lines(proc.resolve("net/snmp")), to);
        for (String line : KernelFiles.lines(proc.resolve("net/snmp6"))) {
            Fields fields = new Fields(line);
            if (fields.more()) {
                java.util.regex.Matcher name = OF_VERSION_6.matcher(fields.text());
                if (name.matches()) {
                    add(name.group(1) + "_" + name.group(2), fields, to);
                }
            }
        }
    }

    /** A line of names, and below it a line of numbers. */
    private void pairs(List<String> lines, MetricWriter to) {
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            Fields names = new Fields(lines.get(i));
            Fields values = new Fields(lines.get(i + 1));
            String protocol = names.text();
            if (!values.text().equals(protocol)) {
                throw new IllegalStateException(
                        "\"" + lines.get(i) + "\" is not followed by its numbers but by \"" + lines.get(i + 1) + "\"");
            }
            String prefix = protocol.substring(0, protocol.length() - 1) + "_";
            while (names.more()) {
                add(prefix + names.text(), values, to);
            }
        }
    }

    private void add(String name, Fields values, MetricWriter to) {
        double value = values.number();
        if (WANTED.matcher(name).matches()) {
            to.add(families.of(name), value);
        }
    }
}
