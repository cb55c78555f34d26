package io.wugan.agent.doctor;

import io.wugan.core.text.Bilingual;
import io.wugan.sync.evidence.UploadSettings;
import java.net.URI;
import java.util.List;

/** The server that pictures are uploaded to: its name, its port, its certificate. */
final class PictureServerCheck implements Check {

  private static final int PORT = 443;

  @Override
  public String id() {
    return "picture-server";
  }

  @Override
  public List<Finding> look(DoctorContext context) {
    UploadSettings upload = context.config().upload();
    if (!upload.which().uploads() || upload.address().isEmpty()) {
      return List.of(
          Finding.of(id(), "", "server for pictures", "图片服务器")
              .absent("no pictures are uploaded by themselves", "未配置自动上传图片"));
    }
    URI uri = upload.address().get().server();
    int port = uri.getPort() >= 0 ? uri.getPort() : PORT;
    return new Endpoint(
            id(),
            new Bilingual("server for pictures", "图片服务器"),
            uri.getHost(),
            port,
            "https".equals(uri.getScheme()),
            upload.tls())
        .look();
  }
}
