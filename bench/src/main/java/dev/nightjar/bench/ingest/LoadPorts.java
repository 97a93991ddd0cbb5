package dev.nightjar.bench.ingest;

/** Where a server listens for what does not come by HTTP, all on 127.0.0.1. */
record LoadPorts(
        int otlpGrpc, int syslogTcp, int syslogUdp, int graphiteTcp, int graphiteUdp, int statsdTcp, int statsdUdp) {
    /** From a list of them in that order, with commas. */
    static LoadPorts of(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 7) {
            throw new IllegalArgumentException("seven ports are needed: OTLP over gRPC; syslog, Graphite and StatsD,"
                    + " each over TCP and UDP; found " + text);
        }
        int[] ports = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            ports[i] = Integer.parseInt(parts[i]);
        }
        return new LoadPorts(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6]);
    }
}
