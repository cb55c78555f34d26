package io.wugan.agent.evaluate;

import io.wugan.core.plate.PlateRead;
import java.nio.file.Path;

/**
 * A well-formed plate read in a picture without any.
 *
 * @param file the picture
 * @param read what was read
 */
public record FalseRead(Path file, PlateRead read) {}
