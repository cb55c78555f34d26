// Texts of the page in the language that its user has chosen; the first time that of the browser.

const KEY = "wugan-language";
let texts = {};
let now = "zh";

/** zh or en. */
export const language = () => now;

/** Reads the texts of a language. */
export async function load(wanted) {
  let stored = wanted;
  try {
    stored = wanted || localStorage.getItem(KEY);
    if (wanted) {
      localStorage.setItem(KEY, wanted);
    }
  } catch {
    // A browser that stores nothing asks its own language each time.
  }
  now = stored === "en" || stored === "zh" ? stored : /^zh/i.test(navigator.language) ? "zh" : "en";
  const answer = await fetch(`/texts-${now}.json`);
  texts = await answer.json();
  document.documentElement.lang = now === "zh" ? "zh-CN" : "en";
}

/** A text with its values, {like} this. */
export function t(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/** Whether there is such a text. */
export const has = (key) => key in texts;

/** A word of the program in the user's language, or as it is. */
export const word = (family, name) => (has(`${family}.${name}`) ? t(`${family}.${name}`) : name);

/** What a refusal says to people. */
export function told(refusal) {
  const known = has(`error.${refusal.code}`) ? t(`error.${refusal.code}`) : refusal.message;
  const where = refusal.where ? ` (${refusal.where})` : "";
  const more = refusal.allowed && refusal.code !== "login.wrong" ? ` ${t("error.allowed")}: ${refusal.allowed}` : "";
  return `${known}${where}${more}`;
}

const two = (n) => String(n).padStart(2, "0");

/** A moment by the watch of whoever looks: 11-26 20:15:03. */
export function moment(iso) {
  if (!iso) {
    return "–";
  }
  const at = new Date(iso);
  return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** A length of time in words. */
export function length(millis) {
  const minutes = Math.floor(millis / 60000);
  if (minutes < 1) {
    return t("time.seconds", { n: Math.max(0, Math.round(millis / 1000)) });
  }
  if (minutes < 60) {
    return t("time.minutes", { n: minutes });
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return t("time.hours", { n: hours, m: minutes % 60 });
  }
  return t("time.days", { n: Math.floor(hours / 24), h: hours % 24 });
}
