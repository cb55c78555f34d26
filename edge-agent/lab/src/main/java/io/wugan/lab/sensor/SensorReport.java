package io.wugan.lab.sensor;

/**
 * What a check found.
 *
 * @param id of the check, {@code S1}
 * @param done what was done
 * @param figure what was measured
 * @param bar what it should be
 * @param passed whether it is
 */
record SensorReport(String id, String done, String figure, String bar, boolean passed) {}
