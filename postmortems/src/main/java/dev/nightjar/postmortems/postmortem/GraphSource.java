package dev.nightjar.postmortems.postmortem;

import dev.nightjar.postmortems.incident.Incident;
import java.time.Instant;
import java.util.List;

/** Answers with the graphs that show an incident. Thread-safe; may take seconds. */
public interface GraphSource {
    /** The alert's expression, the service's requests, errors and latency, and each suspect's query, between the two instants. */
    List<FrozenGraph> graphs(Incident incident, Instant from, Instant until);
}
