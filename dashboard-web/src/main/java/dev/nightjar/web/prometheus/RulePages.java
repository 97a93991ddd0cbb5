package dev.nightjar.web.prometheus;

import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rule groups page by page: at most so many, and the token with which to ask for the next ones. */
record RulePages(int limit, String from) {
    private static final int ALL = Integer.MAX_VALUE;

    static RulePages of(Exchange exchange) {
        String from = exchange.parameter("group_next_token").orElse("");
        if (exchange.parameter("group_limit").isEmpty()) {
            if (!from.isEmpty()) {
                throw HttpProblem.badParameter(
                        "group_next_token", "group_limit needs to be present in order to paginate over the groups");
            }
            return new RulePages(ALL, "");
        }
        return new RulePages(limit(exchange.parameter("group_limit").get()), from);
    }

    private static int limit(String text) {
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw HttpProblem.badParameter(
                    "group_limit", "group_limit needs to be a valid number: found \"" + text + "\"");
        }
        if (limit <= 0) {
            throw HttpProblem.badParameter("group_limit", "group_limit needs to be greater than 0");
        }
        return limit;
    }

    /** The document of one page. Groups without a wanted rule do not count. */
    Map<String, Object> page(List<GroupView> groups, RuleFilter filter, boolean withAlerts) {
        List<Map<String, Object>> shown = new ArrayList<>();
        String next = "";
        boolean begun = from.isEmpty();
        for (GroupView group : groups) {
            begun = begun || from.equals(token(group));
            List<GroupView.RuleView> rules = begun ? filter.rules(group) : List.of();
            if (rules.isEmpty()) {
                continue;
            }
            if (shown.size() == limit) {
                next = token(group);
                break;
            }
            shown.add(RuleJson.group(group, rules, withAlerts));
        }
        if (!begun) {
            throw HttpProblem.badParameter(
                    "group_next_token", "invalid group_next_token '" + from + "'. were rule groups changed?");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("groups", shown);
        if (!next.isEmpty()) {
            document.put("groupNextToken", next);
        }
        return document;
    }

    /** Names a group whatever its place in the list. */
    private static String token(GroupView group) {
        try {
            byte[] name = (group.group().file() + ";" + group.group().name()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
