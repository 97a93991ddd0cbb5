package dev.nightjar.web.prometheus;

import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.GroupView;
import java.util.List;

/** The rules and what they raised just now. Thread-safe. */
public interface RuleSource {
    List<GroupView> groups();

    List<AlertView> alerts();
}
