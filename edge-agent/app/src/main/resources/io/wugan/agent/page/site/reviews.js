// The review queue: one item at a time, exit and entry side by side, one tap to decide.

import { get, post } from "/api.js";
import { length, moment, t, word } from "/texts.js";
import { act, button, choice, el, facts, field, note, pictures, plate, sure } from "/parts.js";

const COLORS = ["UNKNOWN", "BLUE", "GREEN", "YELLOW", "YELLOW_GREEN", "WHITE", "BLACK"];
const REASONS = ["FALSE_READ", "TURN_BACK", "DUPLICATE"];

export function show(root, context) {
  const head = el("h1", {}, t("menu.reviews"));
  const box = el("div", { "aria-live": "polite" });
  root.append(head, box);
  const passed = new Set();

  async function load() {
    const all = await get("reviews?limit=100");
    context.count("reviews", all.waiting);
    const left = all.items.filter((item) => !passed.has(item.id));
    if (left.length === 0) {
      box.replaceChildren(el("p", { class: "card" }, t(all.waiting > 0 ? "reviews.passedAll" : "reviews.none")), el("p", {}, button(t("do.again"), async () => {
        passed.clear();
        await load();
      })));
      return;
    }
    box.replaceChildren(card(left[0], all.waiting));
  }

  function card(item, waiting) {
    const decide = async (body) => {
      const answer = await post(`reviews/${item.id}`, body);
      note(`${t("reviews.done")} ${answer.text}`);
      await load();
    };
    const later = button(t("reviews.later"), async () => {
      passed.add(item.id);
      await load();
    });
    return el(
      "section",
      { class: "card" },
      el("div", { class: "row" }, el("h2", {}, word("review", item.kind)), el("span", { class: "hint" }, t("reviews.waiting", { n: waiting }))),
      el("p", {}, word("reviewHelp", item.kind)),
      seen(item),
      item.candidates.length > 0 ? el("h3", { class: "apart" }, t("reviews.candidates")) : null,
      el("div", { class: "cards" }, item.candidates.map((stay) => candidate(item, stay, decide))),
      actions(item, decide),
      el("div", { class: "row apart" }, button(t("reviews.confirm"), () => decide({ decision: "confirm" }), item.candidates.length > 0 ? "" : "main"), later),
      el("p", { class: "hint" }, t("reviews.confirmHint")),
    );
  }

  load().catch(() => box.replaceChildren(el("p", { class: "error" }, t("error.away"))));
  return () => {};
}

function seen(item) {
  const passage = item.passage;
  const stay = item.stay;
  const side = (title, text, color, at, where, of) =>
    el("div", {}, el("h3", {}, title), el("p", {}, plate(text, color)), facts([[t("passage.at"), moment(at)], [t("passage.lane"), where]]), pictures(of, `${title} ${text || ""}`));
  const sides = [];
  if (passage) {
    sides.push(side(word("direction", passage.direction), passage.plate, passage.color, passage.at, passage.lane, passage));
  }
  if (stay && (!passage || stay.entry.id !== passage.id)) {
    sides.push(side(t("stay.entry"), stay.plate, stay.color, stay.entry.at, stay.entry.lane, stay.entry));
  }
  return el("div", { class: sides.length > 1 ? "pair" : "" }, ...sides);
}

function candidate(item, stay, decide) {
  const gone = stay.exit && item.passage && stay.exit.id !== item.passage.id;
  return el(
    "div",
    { class: "card" },
    el("p", {}, plate(stay.plate, stay.color)),
    facts([
      [t("stay.entry"), moment(stay.entry.at)],
      [t("reviews.difference"), stay.cost.toFixed(2)],
      ...(item.passage ? [[t("stay.length"), length(new Date(item.passage.at) - new Date(stay.entry.at))]] : []),
    ]),
    pictures(stay.entry, `${t("stay.entry")} ${stay.plate || ""}`),
    gone ? el("p", { class: "hint" }, word("state", stay.state)) : null,
    item.passage ? el("p", {}, button(t("reviews.bind"), () => decide({ decision: "bind", session: stay.id, revision: stay.revision }), "main stretch")) : null,
  );
}

function actions(item, decide) {
  const stay = item.stay;
  if (!stay) {
    return "";
  }
  const open = stay.state === "OPEN";
  const parts = [plateForm(stay, decide)];
  const buttons = [];
  if (open) {
    buttons.push(button(t("reviews.close"), async () => (await sure(t("reviews.closeSure"))) && decide({ decision: "close", session: stay.id, revision: stay.revision })));
  }
  if (stay.state === "CLOSED") {
    buttons.push(button(t("reviews.forget"), async () => (await sure(t("reviews.forgetSure"))) && decide({ decision: "forget", session: stay.id, revision: stay.revision })));
  }
  const reason = choice(REASONS.map((each) => [each, word("reason", each)]), item.kind === "SUSPECT_DUPLICATE" ? "DUPLICATE" : "FALSE_READ");
  if (stay.state !== "VOIDED") {
    parts.push(el("div", { class: "row" }, field(t("reviews.discardWhy"), reason), button(t("reviews.discard"), async () => (await sure(t("reviews.discardSure"))) && decide({ decision: "discard", reason: reason.value, session: stay.id, revision: stay.revision }), "danger")));
  }
  return el("div", { class: "apart" }, el("div", { class: "row" }, ...buttons), ...parts);
}

function plateForm(stay, decide) {
  const text = el("input", { type: "text", value: stay.plate || "", autocapitalize: "characters", spellcheck: "false", maxlength: 12, size: 12 });
  const color = choice(COLORS.map((each) => [each, word("color", each)]), stay.color);
  const submit = el("button", { type: "submit" }, t("reviews.setPlate"));
  const form = el("form", { class: "row" }, field(t("reviews.plate"), text), field(t("reviews.color"), color), submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(submit, () => decide({ decision: "plate", plate: text.value, color: color.value, session: stay.id, revision: stay.revision }));
  });
  return form;
}
