package dev.nightjar.alerting;

import dev.nightjar.alerting.paging.Page;

/** What became of a person's command about a page. */
public sealed interface CommandResult {
    /** It is durable; {@code page} is how it stands now. */
    record Done(Page page) implements CommandResult {}

    /** It would change nothing, or nothing sensible; says why. */
    record Refused(Page page, String reason) implements CommandResult {}

    /** There is no such page. */
    record Unknown(String pageId) implements CommandResult {}
}
