package io.wugan.lab.proof;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

/**
 * SQLite that stops for ever at a statement: before one that begins with the given words, or after
 * it with {@code after} in front. It says {@link #HALTED} then, so that whoever reads it can end
 * the process in just that place. Everything else goes to the real driver.
 */
final class HaltingSqlite implements Driver {
  static final String HALTED = "HALTED";
  private static final String AFTER = "after ";

  private final Driver sqlite;
  private volatile String halt = "";

  private HaltingSqlite(Driver sqlite) {
    this.sqlite = sqlite;
  }

  /** Takes the place of the real driver in this process. */
  static HaltingSqlite install() throws SQLException {
    Driver real = DriverManager.getDriver("jdbc:sqlite:");
    for (Driver known : Collections.list(DriverManager.getDrivers())) {
      DriverManager.deregisterDriver(known);
    }
    HaltingSqlite halting = new HaltingSqlite(real);
    DriverManager.registerDriver(halting);
    return halting;
  }

  /** From now on it stops there. */
  void haltAt(String step) {
    halt = step;
  }

  private void before(String sql) throws InterruptedException {
    if (!halt.isEmpty() && sql.startsWith(halt)) {
      stopForEver();
    }
  }

  private void after(String sql) throws InterruptedException {
    if (halt.startsWith(AFTER) && sql.startsWith(halt.substring(AFTER.length()))) {
      stopForEver();
    }
  }

  private static void stopForEver() throws InterruptedException {
    System.out.println(HALTED);
    System.out.flush();
    new CountDownLatch(1).await();
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    Connection real = sqlite.connect(url, info);
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = call(real, method, arguments);
          return method.getName().equals("prepareStatement")
              ? statement((PreparedStatement) result, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement statement(PreparedStatement real, String sql) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          boolean runs = method.getName().startsWith("execute");
          if (runs) {
            before(sql);
          }
          Object result = call(real, method, arguments);
          if (runs) {
            after(sql);
          }
          return result;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            HaltingSqlite.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return sqlite.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return sqlite.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return sqlite.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return sqlite.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return sqlite.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("sqlite");
  }
}
