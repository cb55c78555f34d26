// The configuration file, checked as 'wugan check-config' does before it is written.

import { get, post, put } from "/api.js";
import { t, told } from "/texts.js";
import { button, el, note, sure } from "/parts.js";

export function show(root) {
  const text = el("textarea", { class: "editor", spellcheck: "false", autocapitalize: "off", autocomplete: "off", id: "settings-text", "aria-describedby": "settings-hint" });
  const faults = el("ul", { class: "plain", role: "alert" });
  const place = el("span", { class: "hint" });
  let hash = "";

  async function load() {
    const file = await get("settings");
    text.value = file.text;
    hash = file.hash;
    save.disabled = !file.writable;
    note(t(file.writable ? "settings.read" : "settings.readonly"), !file.writable);
    faults.replaceChildren();
  }

  function told_(found) {
    if (found.length === 0) {
      faults.replaceChildren(el("li", {}, el("span", { class: "state good" }, t("settings.good"))));
      return;
    }
    faults.replaceChildren(
      ...found.map((each) =>
        el(
          "li",
          {},
          el("span", { class: `state ${each.error ? "bad" : "fair"}` }, t(each.error ? "settings.error" : "settings.warning")),
          " ",
          each.line > 0 ? el("button", { type: "button", onclick: () => go(each.line) }, t("settings.line", { n: each.line })) : "",
          ` ${each.key}: ${each.found} `,
          el("div", { class: "hint" }, `${t("error.allowed")}: ${each.allowed}`),
        ),
      ),
    );
  }

  function go(line) {
    const lines = text.value.split("\n");
    const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    text.focus();
    text.setSelectionRange(from, from + (lines[line - 1] || "").length);
    text.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(text).lineHeight));
  }

  text.addEventListener("keyup", where);
  text.addEventListener("click", where);
  function where() {
    place.textContent = t("settings.line", { n: text.value.slice(0, text.selectionStart).split("\n").length });
  }

  const check = button(t("settings.check"), async () => told_((await post("settings/check", { text: text.value })).faults));
  const save = button(
    t("settings.save"),
    async () => {
      if (!(await sure(t("settings.sure")))) {
        return;
      }
      const answer = await put("settings", { text: text.value, hash });
      told_(answer.faults);
      if (answer.done) {
        note(t("settings.saved"));
        await again();
      }
    },
    "main",
  );

  // The agent starts anew; it takes some seconds until the page is there again.
  async function again() {
    for (let i = 0; i < 30; i += 1) {
      await new Promise((done) => setTimeout(done, 1000));
      try {
        await load();
        return;
      } catch {
        // not there yet
      }
    }
    note(t("error.away"), true);
  }

  root.append(
    el("h1", {}, t("menu.settings")),
    el("p", { class: "hint", id: "settings-hint" }, t("settings.hint")),
    el("label", { for: "settings-text" }, t("settings.file")),
    text,
    el("div", { class: "row apart" }, check, save, button(t("do.again"), load), place),
    faults,
  );
  load().catch((refused) => faults.replaceChildren(el("li", { class: "error" }, told(refused))));
  return () => {};
}
