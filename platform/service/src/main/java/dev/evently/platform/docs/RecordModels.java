package dev.evently.platform.docs;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes schemas of records: what may be null is what is marked so, everything else is there in an answer, a request needs
 * what its constraints ask for, and a record within another one carries the name of both.
 */
final class RecordModels extends ModelResolver {

    private static final Pattern JAVA_ONLY = Pattern.compile("\\(\\?[a-zA-Z]+\\)|&&|\\\\p\\{|\\\\P\\{");

    RecordModels(ObjectMapper json) {
        super(json, new NestedNames());
        openapi31(true);
    }

    @Override
    public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
        Schema<?> resolved = super.resolve(type, context, next);
        JavaType java = _mapper.constructType(type.getType());
        if (resolved == null || !java.getRawClass().isRecord()) {
            return resolved;
        }
        Schema<?> model = resolved.get$ref() == null
                ? resolved
                : context.getDefinedModels().get(resolved.get$ref().replaceFirst(".*/", ""));
        if (model != null && model.getProperties() != null) {
            markNullable(model, java.getRawClass());
        }
        return resolved;
    }

    private static void markNullable(Schema<?> model, Class<?> type) {
        boolean validated = Arrays.stream(type.getRecordComponents()).anyMatch(RecordModels::isConstrained);
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Schema<?> property = model.getProperties().get(component.getName());
            if (property == null) {
                continue;
            }
            property.setPattern(portable(property.getPattern()));
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || component.getType() == Optional.class) {
                model.getProperties().put(component.getName(), orNull(property));
            } else if (!validated || isAsked(component)) {
                required.add(component.getName());
            }
        }
        model.setRequired(required.isEmpty() ? null : required);
    }

    private static boolean isConstrained(RecordComponent component) {
        return Arrays.stream(fieldOf(component).getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class));
    }

    /** A request may leave out what is not asked for: its record sees to that. */
    private static boolean isAsked(RecordComponent component) {
        Field field = fieldOf(component);
        return component.getType().isPrimitive()
                || field.isAnnotationPresent(NotNull.class)
                || field.isAnnotationPresent(NotBlank.class)
                || field.isAnnotationPresent(NotEmpty.class);
    }

    private static Field fieldOf(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Every component of a record has a field", e);
        }
    }

    /** The pattern as clients understand it: of the whole text, and none that only Java knows. */
    private static @Nullable String portable(@Nullable String pattern) {
        if (pattern == null || pattern.startsWith("^")) {
            return pattern;
        }
        return JAVA_ONLY.matcher(pattern).find() ? null : "^(?:" + pattern + ")$";
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.getOneOf() != null) {
            return property;
        }
        if (property.get$ref() != null) {
            Schema<?> either = new Schema<>();
            either.addOneOfItem(new Schema<>().$ref(property.get$ref()));
            Schema<?> none = new Schema<>();
            none.addType("null");
            either.addOneOfItem(none);
            return either;
        }
        Set<String> types = new LinkedHashSet<>(property.getTypes() == null ? Set.of() : property.getTypes());
        if (types.isEmpty() && property.getType() != null) {
            types.add(property.getType());
        }
        if (!types.isEmpty()) {
            types.add("null");
            property.setTypes(types);
        }
        return property;
    }

    /** Two services, or two parts of one, may call something {@code Item}; only within their record it is the one. */
    private static final class NestedNames extends TypeNameResolver {

        @Override
        protected String getNameOfClass(Class<?> type) {
            Class<?> outer = type.getEnclosingClass();
            return outer != null && outer.isRecord()
                    ? getNameOfClass(outer) + type.getSimpleName()
                    : type.getSimpleName();
        }
    }
}
