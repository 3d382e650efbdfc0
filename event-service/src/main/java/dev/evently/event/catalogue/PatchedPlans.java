package dev.evently.event.catalogue;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.InputStream;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Applies merge patches to plans; what comes out is judged like a plan that was sent whole. */
@Component
class PatchedPlans {

    private final JsonMapper json;
    private final Validator validator;

    PatchedPlans(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * The plan with the patch applied.
     *
     * @throws HttpMessageNotReadableException when a member has the wrong type, as if it had been sent so
     * @throws ConstraintViolationException when a member is missing or out of range
     */
    EventPlan apply(MergePatch patch, EventPlan plan) {
        EventPlan patched = read(patch.applyTo(json.valueToTree(plan)));
        Set<ConstraintViolation<EventPlan>> violations = validator.validate(patched);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return patched;
    }

    private EventPlan read(JsonNode patched) {
        if (!patched.isObject()) {
            throw new ProblemException(CommonProblem.VALIDATION).field("body", "must be a JSON object");
        }
        try {
            return json.treeToValue(patched, EventPlan.class);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("The patched event cannot be read", e, new NoMessage());
        }
    }

    /** The patched event was never a message of its own. */
    private record NoMessage() implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return InputStream.nullInputStream();
        }

        @Override
        public HttpHeaders getHeaders() {
            return HttpHeaders.EMPTY;
        }
    }
}
