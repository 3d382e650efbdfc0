package dev.evently.platform.docs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the document says of an operation that its signature does not tell. Path, parameters, bodies, the need of a token and
 * the refusals that follow from these are known without it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiOperation {

    /** The name that generated clients give the operation; unique in the whole API and never changed. */
    String id();

    /** What it does, in one line. */
    String summary();

    /** The statuses of success, where the signature does not tell. */
    int[] success() default {};

    /** The headers of a successful answer, such as {@code ETag} and {@code Location}. */
    String[] headers() default {};

    /** The slugs of the refusals that are peculiar to it. */
    String[] problems() default {};
}
