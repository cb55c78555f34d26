package io.wugan.agent.page.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns Jetty's requests into the page's, and its answers into Jetty's. Thread-safe. */
final class JettyBridge extends Handler.Abstract.NonBlocking {

  private static final Logger log = LoggerFactory.getLogger(JettyBridge.class);
  private static final int TOO_LONG = 413;
  private static final int BAD = 400;
  private static final int BROKEN = 500;
  private static final int BUSY = 503;

  private final PageHandler handler;
  private final ConnectionWatch watch;

  JettyBridge(PageHandler handler, ConnectionWatch watch) {
    this.handler = handler;
    this.watch = watch;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Connection connection = request.getConnectionMetaData().getConnection();
    watch.begin(connection);
    Request.addCompletionListener(request, failure -> watch.end(connection));
    int most = handler.mostBytes(request.getMethod(), path(request));
    if (request.getLength() > most) {
      // What is left of the body is not worth reading.
      response.getHeaders().put("Connection", "close");
      write(handler.refuse(TOO_LONG), request, response, callback);
      return true;
    }
    Content.Source.asByteArrayAsync(
        request,
        most,
        Promise.Invocable.from(
            InvocationType.NON_BLOCKING,
            (body, failure) -> onBody(request, response, callback, body, failure)));
    return true;
  }

  private void onBody(
      Request request,
      Response response,
      Callback callback,
      byte @Nullable [] body,
      @Nullable Throwable failure) {
    if (body == null) {
      response.getHeaders().put("Connection", "close");
      int status = failure instanceof IllegalStateException ? TOO_LONG : BAD;
      write(handler.refuse(status), request, response, callback);
      return;
    }
    try {
      // Handlers may wait for the ledger: never on the thread that reads for everybody.
      request
          .getComponents()
          .getExecutor()
          .execute(() -> answer(request, response, callback, body));
    } catch (RejectedExecutionException busy) {
      write(handler.refuse(BUSY), request, response, callback);
    }
  }

  private void answer(Request request, Response response, Callback callback, byte[] body) {
    PageResponse answer;
    try {
      answer = handler.handle(request(request, body));
    } catch (Throwable fault) { // top of an owned thread
      log.error("the page failed at {} {}", request.getMethod(), path(request), fault);
      answer = handler.refuse(BROKEN);
    }
    write(answer, request, response, callback);
  }

  private static void write(
      PageResponse answer, Request request, Response response, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    byte[] bytes = answer.body().bytes();
    response.getHeaders().put("Content-Length", Integer.toString(bytes.length));
    boolean head = "HEAD".equals(request.getMethod());
    response.write(true, ByteBuffer.wrap(head ? new byte[0] : bytes), callback);
  }

  private static PageRequest request(Request request, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(value == null ? "" : value);
    }
    return new PageRequest(
        request.getMethod(),
        path(request),
        query(request),
        headers,
        Request.getRemoteAddr(request),
        new PageRequest.Body(body));
  }

  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null ? "/" : path;
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.putIfAbsent(field.getName(), field.getValue());
    }
    return query;
  }
}
