package dev.nightjar.demo;

import java.time.Instant;
import java.util.Map;

/** A deploy or a toggle in the shop, told to Nightjar as a pipeline would. */
record ShopChange(
        Instant at,
        String changeId,
        String service,
        String instance,
        String kind,
        String summary,
        String by,
        Map<String, String> details) {}
