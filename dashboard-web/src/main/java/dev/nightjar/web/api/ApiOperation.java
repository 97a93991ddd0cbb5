package dev.nightjar.web.api;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of one operation of the API.
 *
 * @param key method and path as routes are mounted: {@code GET pages/:id}
 * @param parameters of the query
 * @param body fields of the JSON that is sent; behind the name of an optional one a question mark, behind that, if it is
 *     neither a text nor, by its name, a time, a colon and the type: {@code useful:boolean}
 * @param answer the document's type; null where it is no JSON document
 */
record ApiOperation(
        String key,
        String says,
        List<String> parameters,
        List<String> body,
        @Nullable Type answer) {
    ApiOperation {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    ApiOperation asking(String... names) {
        return new ApiOperation(key, says, List.of(names), body, answer);
    }

    ApiOperation sending(String... fields) {
        return new ApiOperation(key, says, parameters, List.of(fields), answer);
    }
}
