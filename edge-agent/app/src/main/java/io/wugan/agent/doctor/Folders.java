package io.wugan.agent.doctor;

import java.nio.file.Path;

/**
 * Where a board keeps what a check looks at.
 *
 * @param data the data folder
 * @param desk in which orders wait for a running agent
 * @param aims what was accepted when lanes were signed off
 * @param evidence pictures
 * @param proc what Linux tells of itself, {@code /proc}
 * @param sys what Linux tells of devices, {@code /sys}
 */
public record Folders(Path data, Path desk, Path aims, Path evidence, Path proc, Path sys) {}
