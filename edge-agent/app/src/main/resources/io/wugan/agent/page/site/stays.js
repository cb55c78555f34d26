// Stays, open ones first, with the pictures of both ends.

import { get } from "/api.js";
import { length, moment, t, told, word } from "/texts.js";
import { button, choice, el, facts, field, pictures, plate } from "/parts.js";

export function show(root, context) {
  const list = el("div", { class: "list" });
  const none = el("p", { class: "hint", hidden: true }, t("stays.none"));
  const state = choice(["OPEN", "CLOSED", "VOIDED"].map((each) => [each, word("state", each)]), "OPEN");
  const load = async () => {
    try {
      const all = await get(`stays?state=${state.value}&limit=100`);
      none.hidden = all.length > 0;
      none.textContent = t("stays.none");
      list.replaceChildren(...all.map((stay) => line(stay, context)));
    } catch (refused) {
      none.hidden = false;
      none.textContent = told(refused);
    }
  };
  state.addEventListener("change", load);
  root.append(el("h1", {}, t("menu.stays")), el("div", { class: "row" }, field(t("stays.state"), state), button(t("do.again"), load)), el("div", { class: "apart" }, list), none);
  load();
  return () => {};
}

function line(stay, context) {
  const inside = el("div", { class: "inside" });
  const since = stay.exit ? "" : length(Date.now() - new Date(stay.entry.at).getTime());
  const row = el(
    "details",
    {},
    el("summary", {}, el("span", { class: "wide-only" }, moment(stay.entry.at)), el("span", {}, plate(stay.plate, stay.color)), el("span", { class: "end" }, stay.stayMillis !== undefined ? length(stay.stayMillis) : since, el("span", { class: "narrow-only" }, moment(stay.entry.at)))),
    inside,
  );
  row.addEventListener("toggle", () => {
    if (row.open && inside.childNodes.length === 0) {
      inside.append(describe(stay, context));
    }
  });
  return row;
}

/** A stay with both of its ends. */
export function describe(stay, context) {
  const reason = stay.closeReason ? word("reason", stay.closeReason) : stay.voidReason ? word("reason", stay.voidReason) : word("state", stay.state);
  const end = (title, passage) =>
    el("div", {}, el("h3", {}, title), passage ? facts([[t("passage.at"), moment(passage.at)], [t("passage.lane"), passage.lane]]) : el("p", { class: "hint" }, t("stay.noExit")), passage && context.may("OPERATOR") ? pictures(passage, `${stay.plate || ""} ${title}`) : "");
  return el("div", {}, facts([[t("stay.state"), reason], [t("stay.length"), stay.stayMillis !== undefined ? length(stay.stayMillis) : "–"], [t("stay.revision"), String(stay.revision)]]), el("div", { class: "pair apart" }, end(t("stay.entry"), stay.entry), end(t("stay.exit"), stay.exit)));
}
