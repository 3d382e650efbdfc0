package dev.evently.event.replica;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Set;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Repeats a read on the primary when its replica was lost, or took rows away from it, in the middle. It stands around
 * the transaction of each use case that only reads.
 */
final class ReadAgain extends StaticMethodMatcherPointcutAdvisor implements MethodInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String CONNECTION_LOST = "08";
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03");
    private static final String CANCELLED_BY_REPLAY = "40001";

    ReadAgain() {
        setAdvice(this);
        setOrder(Ordered.LOWEST_PRECEDENCE - 1);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        Transactional transactional = AnnotatedElementUtils.findMergedAnnotation(method, Transactional.class);
        return transactional != null && transactional.readOnly();
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (ReadAttempt.current() != null || TransactionSynchronizationManager.isActualTransactionActive()) {
            return invocation.proceed();
        }
        MethodInvocation again = ((ProxyMethodInvocation) invocation).invocableClone();
        ReadAttempt attempt = new ReadAttempt(false);
        try {
            return run(attempt, invocation);
        } catch (RuntimeException e) {
            Replica replica = attempt.used();
            if (replica == null || !isOfTheReplica(e)) {
                throw e;
            }
            if (!CANCELLED_BY_REPLAY.equals(sqlState(e))) {
                replica.leaveOut(e);
            }
            return run(new ReadAttempt(true), again);
        }
    }

    private static @Nullable Object run(ReadAttempt attempt, MethodInvocation invocation) throws Throwable {
        return ScopedValue.where(ReadAttempt.CURRENT, attempt).<@Nullable Object, Throwable>call(invocation::proceed);
    }

    /** Hibernate may answer a find that fails with nothing at all, and let only the end of the transaction tell. */
    private static boolean isOfTheReplica(RuntimeException failure) {
        String state = sqlState(failure);
        return state == null
                ? failure instanceof UnexpectedRollbackException
                : state.startsWith(CONNECTION_LOST) || SHUT_DOWN.contains(state) || state.equals(CANCELLED_BY_REPLAY);
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return null;
    }
}
