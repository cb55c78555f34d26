package io.wugan.core.aim;

import io.wugan.core.text.Bilingual;

/** What a person reads of the aiming meter: names of figures, and what to do about them. */
public final class AimWords {

  private AimWords() {}

  /** What a figure is called. */
  public static Bilingual name(AimMeasure measure) {
    return switch (measure) {
      case PLATE_WIDTH -> new Bilingual("plate width", "车牌宽度");
      case CHARACTER_HEIGHT -> new Bilingual("character height", "字符高度");
      case HORIZONTAL_ANGLE -> new Bilingual("angle to the side", "水平偏角");
      case VERTICAL_ANGLE -> new Bilingual("angle up or down", "垂直俯角");
      case ROLL -> new Bilingual("slope in the picture", "画面倾斜");
      case FOCUS -> new Bilingual("width of edges (focus)", "边缘宽度（对焦）");
      case MOTION_BLUR -> new Bilingual("motion blur", "运动模糊");
      case CLIPPING -> new Bilingual("clipped pixels", "过曝或死黑像素");
      case CONTRAST -> new Bilingual("contrast", "对比度");
    };
  }

  /** What a value should be, with its unit. */
  public static Bilingual limit(AimMeasure measure) {
    AimBar bar = measure.bar();
    String unit = " " + measure.unit();
    if (Double.isInfinite(bar.greenFrom())) {
      return both("at most ", "不超过 ", number(bar.greenTo()) + unit);
    }
    if (Double.isInfinite(bar.greenTo())) {
      return both("at least ", "不少于 ", number(bar.greenFrom()) + unit);
    }
    return new Bilingual(
        number(bar.greenFrom()) + " to " + number(bar.greenTo()) + unit,
        number(bar.greenFrom()) + "～" + number(bar.greenTo()) + unit);
  }

  private static Bilingual both(String english, String chinese, String value) {
    return new Bilingual(english + value, chinese + value);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /**
   * What to do; empty where the value is green.
   *
   * @param value of the measure, as {@link AimFigures#value} gives it
   */
  public static Bilingual remedy(AimMeasure measure, double value) {
    if (measure.bar().grade(value) == AimGrade.GREEN) {
      return Bilingual.NONE;
    }
    return switch (measure) {
      case PLATE_WIDTH ->
          measure.bar().isBelow(value)
              ? new Bilingual(
                  "Zoom in, take the camera nearer, or choose a larger picture.",
                  "拉近镜头、移近摄像机，或选用更高分辨率的码流。")
              : new Bilingual(
                  "Zoom out: a wider view gives more pictures of each vehicle.",
                  "拉远镜头：视野更宽，每辆车能拍到更多画面。");
      case CHARACTER_HEIGHT ->
          new Bilingual(
              "Zoom in, or lower the camera: characters are too low.", "拉近镜头或降低摄像机：字符过矮。");
      case HORIZONTAL_ANGLE ->
          new Bilingual(
              "Bring the camera nearer to the lane's middle, or read further away.",
              "把摄像机移近车道中线，或把识别位置移远。");
      case VERTICAL_ANGLE ->
          new Bilingual(
              "Lower the camera (1.5-1.8 m for cars), or read further away.",
              "降低摄像机（小车车道 1.5～1.8 m），或把识别位置移远。");
      case ROLL ->
          new Bilingual(
              "Turn the camera about its axis until plates lie level.", "绕镜头轴旋转摄像机，使车牌水平。");
      case FOCUS ->
          new Bilingual(
              "Focus on a plate at the trip line, by day and by lamp light; clean the lens. Where"
                  + " plates that stand are sharp, shorten the exposure.",
              "在触发线处对着车牌调焦（白天与夜间补光各一次），并清洁镜头。若静止车牌清晰，则缩短快门。");
      case MOTION_BLUR ->
          new Bilingual(
              "Shorten the exposure (1/500 s, 1/1000 s above 20 km/h) and add light; slow vehicles"
                  + " down.",
              "缩短快门（1/500 s，车速高于 20 km/h 时 1/1000 s）并补光；设减速带。");
      case CLIPPING ->
          new Bilingual(
              "Limit gain to 24 dB, shorten the exposure, switch WDR off; dim the lamp or turn it"
                  + " aside.",
              "增益限制在 24 dB 以内，缩短快门，关闭宽动态；调暗或偏转补光灯。");
      case CONTRAST ->
          new Bilingual(
              "Add light on the plate, raise the camera's contrast, keep the sun out of the lens.",
              "给车牌补光，提高摄像机对比度，避免逆光直射镜头。");
    };
  }
}
