package dev.evently.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a machine has to be granted to call an operation, one of {@link MachineScopes}. Machines are refused wherever it is
 * missing, but for what needs no token at all. People need no scope.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface MachineScope {

    String value();
}
