package dev.evently.booking.sharding.watch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stands before the driver of PostgreSQL and shows the text of each statement before it is sent, whoever sends it. */
final class WatchedDriver implements Driver {

    private final Driver driver;
    private final Consumer<String> watch;

    private WatchedDriver(Driver driver, Consumer<String> watch) {
        this.driver = driver;
        this.watch = watch;
    }

    /** From now on every new connection of this JVM to PostgreSQL is watched. */
    static void install(Consumer<String> watch) {
        try {
            Driver driver = DriverManager.getDriver("jdbc:postgresql:anything");
            for (Driver registered : Collections.list(DriverManager.getDrivers())) {
                if (registered.acceptsURL("jdbc:postgresql:anything")) {
                    DriverManager.deregisterDriver(registered);
                }
            }
            DriverManager.registerDriver(new WatchedDriver(driver, watch));
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL cannot be watched", e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, properties);
        return connection == null ? null : watched(Connection.class, connection);
    }

    private <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                        switch (method.getName()) {
                            case "prepareStatement", "prepareCall", "addBatch" -> watch.accept(sql);
                            case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> watch.accept(sql);
                            default -> {}
                        }
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getName().equals("createStatement")
                                ? watched(Statement.class, (Statement) result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return driver.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(WatchedDriver.class.getName());
    }
}
