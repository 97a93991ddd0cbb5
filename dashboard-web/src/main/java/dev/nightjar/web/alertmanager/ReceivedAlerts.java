package dev.nightjar.web.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.notify.IncomingAlert;
import dev.nightjar.alerting.notify.Intake;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts of one request: those that can be taken, and what is wrong with the others. */
record ReceivedAlerts(List<IncomingAlert> alerts, List<String> problems) {
    ReceivedAlerts {
        alerts = List.copyOf(alerts);
        problems = List.copyOf(problems);
    }

    static ReceivedAlerts of(JsonNode list) {
        List<IncomingAlert> alerts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            IncomingAlert alert = alert(list.get(i), i);
            Optional<String> problem = Intake.problem(alert);
            if (problem.isPresent()) {
                problems.add(problem.get());
            } else {
                alerts.add(alert);
            }
        }
        return new ReceivedAlerts(alerts, problems);
    }

    private static IncomingAlert alert(JsonNode item, int index) {
        if (!item.path("labels").isObject()) {
            throw Refusal.missing(index + ".labels");
        }
        return new IncomingAlert(
                Labels.of(texts(item.path("labels"), "labels")),
                texts(item.path("annotations"), "annotations"),
                ApiTime.read("startsAt", item.path("startsAt").asText("")),
                ApiTime.read("endsAt", item.path("endsAt").asText("")),
                item.path("generatorURL").asText(""));
    }

    private static Map<String, String> texts(JsonNode object, String where) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isTextual()) {
                throw new HttpProblem(400, where + "." + field.getKey() + ": must be a string", null, null);
            }
            texts.put(field.getKey(), field.getValue().textValue());
        }
        return texts;
    }
}
