// The last passages, with their pictures for those who may see them.

import { get, repeat } from "/api.js";
import { moment, t } from "/texts.js";
import { el, facts, pictures, plate, way } from "/parts.js";

export function show(root, context) {
  const list = el("div", { class: "list" });
  const none = el("p", { class: "hint" }, t("passages.none"));
  root.append(el("h1", {}, t("menu.passages")), list, none);
  const known = new Map();
  return repeat(3000, async () => {
    const all = await get("passages?limit=50");
    none.hidden = all.length > 0;
    for (const passage of [...all].reverse()) {
      if (!known.has(passage.id)) {
        const row = line(passage, context);
        known.set(passage.id, row);
        list.prepend(row);
      }
    }
    const ids = new Set(all.map((passage) => passage.id));
    for (const [id, row] of known) {
      if (!ids.has(id)) {
        row.remove();
        known.delete(id);
      }
    }
  });
}

function line(passage, context) {
  const inside = el("div", { class: "inside" });
  const row = el(
    "details",
    {},
    el("summary", {}, el("span", { class: "wide-only" }, moment(passage.at)), el("span", {}, plate(passage.plate, passage.color)), el("span", { class: "end" }, `${way(passage.direction)} ${passage.lane}`, el("span", { class: "narrow-only" }, moment(passage.at)))),
    inside,
  );
  row.addEventListener("toggle", () => {
    if (row.open && inside.childNodes.length === 0) {
      inside.append(facts([[t("passage.at"), moment(passage.at)], [t("passage.lane"), passage.lane], [t("passage.way"), way(passage.direction)]]));
      inside.append(context.may("OPERATOR") ? pictures(passage, passage.plate || t("plate.none")) : el("p", { class: "hint" }, t("picture.notYours")));
    }
  });
  return row;
}
