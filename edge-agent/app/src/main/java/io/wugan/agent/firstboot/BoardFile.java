package io.wugan.agent.firstboot;

/**
 * A file that a setup file makes.
 *
 * @param path absolute, on the board
 * @param text what is in it
 * @param access whose it is, and who may read it
 */
record BoardFile(String path, String text, Access access) {

  /** Whose a file is. */
  enum Access {
    /** Root's; everybody may read it. */
    OPEN("rw-r--r--", false, false),
    /** Root's; the agent may read it. */
    AGENT_READS("rw-r-----", false, true),
    /** The agent's: the local page changes it. */
    AGENT_WRITES("rw-r-----", true, true),
    /** The agent's alone. */
    AGENT_ALONE("rw-------", true, true),
    /** Root's alone. */
    ROOT_ALONE("rw-------", false, false);

    private final String mode;
    private final boolean ownedByAgent;
    private final boolean groupOfAgent;

    Access(String mode, boolean ownedByAgent, boolean groupOfAgent) {
      this.mode = mode;
      this.ownedByAgent = ownedByAgent;
      this.groupOfAgent = groupOfAgent;
    }

    String mode() {
      return mode;
    }

    boolean ownedByAgent() {
      return ownedByAgent;
    }

    boolean groupOfAgent() {
      return groupOfAgent;
    }
  }

  @Override
  public String toString() {
    return "BoardFile[" + path + "]";
  }
}
