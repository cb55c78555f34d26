package io.wugan.core.listing;

/**
 * What a listed vehicle is to the lot (车辆类别). Only classes by which the board itself does something
 * else: greets, or alarms. Prepaid, VIP and internal vehicles differ in their price alone, which
 * the edge does not know; a vehicle on no list is a temporary one (临时车).
 */
public enum VehicleClass {
  /** 月租车: pays by the month. */
  MONTHLY,
  /** 免费车: pays nothing here. */
  EXEMPT,
  /** 欠费车: owes for earlier stays. It comes in like any other; the back end is told at once. */
  ARREARS
}
