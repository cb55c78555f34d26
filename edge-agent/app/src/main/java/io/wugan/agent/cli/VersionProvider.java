package io.wugan.agent.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of the program, from its jar. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Wugan.class.getPackage().getImplementationVersion();
    return new String[] {"wugan " + (version == null ? "(not packaged)" : version)};
  }
}
