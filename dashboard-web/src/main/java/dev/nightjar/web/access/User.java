package dev.nightjar.web.access;

import java.util.Locale;

/** Who is asking. Roles are ordered: each may do what those before it may. */
public record User(String name, Role role) {
    /** What a person may do. */
    public enum Role {
        VIEWER,
        RESPONDER,
        MANAGER,
        ADMIN;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public User {
        if (name.isBlank() || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a user needs a name of one line");
        }
    }

    public boolean mayActAs(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
