package io.wugan.agent.cli;

/** How results are printed. */
public enum OutputFormat {
  /** For people. */
  table,
  /** One JSON object a line, for programs. */
  jsonl
}
