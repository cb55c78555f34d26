package io.wugan.agent.config;

import io.wugan.devices.coap.bay.BayGatewaySettings;
import java.time.Duration;

/**
 * Bay sensors.
 *
 * @param gateway what takes their reports
 * @param wholeEvery how often all bays are told to the cloud
 * @param excessAfter for how long more bays must be occupied than vehicles are inside until it is
 *     an alarm
 */
public record BaysConfig(BayGatewaySettings gateway, Duration wholeEvery, Duration excessAfter) {}
