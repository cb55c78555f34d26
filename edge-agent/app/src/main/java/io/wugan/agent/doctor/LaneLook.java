package io.wugan.agent.doctor;

import io.wugan.core.aim.AimSummary;
import java.util.Optional;

/**
 * What a lane's camera showed.
 *
 * @param aim of the plates that were read; empty where none were
 * @param scene a picture; empty where none came
 */
public record LaneLook(Optional<AimSummary> aim, Optional<ScenePicture> scene) {}
