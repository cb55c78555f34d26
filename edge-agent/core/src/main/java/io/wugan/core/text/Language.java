package io.wugan.core.text;

/** What a person reads. */
public enum Language {
  /** English. */
  EN,
  /** 简体中文. */
  ZH
}
