package dev.nightjar.alerting.oncall;

import java.time.ZoneId;
import java.util.List;

/**
 * Somebody who can be paged.
 *
 * @param id name in files and events
 * @param zone in which times are written to this person
 */
public record Person(String id, String displayName, ZoneId zone, List<Contact> contacts) {
    public Person {
        contacts = List.copyOf(contacts);
    }
}
