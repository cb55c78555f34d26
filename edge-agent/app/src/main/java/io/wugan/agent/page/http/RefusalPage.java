package io.wugan.agent.page.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers for Jetty where a request is none, in the page's own words and with its headers. */
final class RefusalPage extends ErrorHandler {

  private final PageHandler handler;

  RefusalPage(PageHandler handler) {
    this.handler = handler;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    PageResponse refusal = handler.refuse(Math.max(400, response.getStatus()));
    refusal.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    byte[] bytes = "HEAD".equals(request.getMethod()) ? new byte[0] : refusal.body().bytes();
    response.write(true, ByteBuffer.wrap(bytes), callback);
    return true;
  }
}
