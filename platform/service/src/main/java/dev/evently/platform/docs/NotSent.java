package dev.evently.platform.docs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter of controllers that is made from the request as a whole: no client sends one by its name. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface NotSent {

    /** Whether it is made from an access token, which is then needed. */
    boolean fromToken() default false;
}
