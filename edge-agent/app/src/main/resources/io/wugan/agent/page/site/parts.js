// Small pieces that every view is made of. Texts are set as texts, never as HTML.

import { t, told, word } from "/texts.js";

/** An element: el("p", {class: "hint"}, "text", child). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  fill(node, attributes, children);
  return node;
}

/** The same of SVG. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(node, attributes, children);
  return node;
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

/** Says something at the foot of the page, for a while. */
export function note(text, bad = false) {
  const box = el("div", { class: bad ? "note bad" : "note" }, text);
  document.getElementById("notes").append(box);
  setTimeout(() => box.remove(), bad ? 9000 : 4500);
}

/** Does something for a button: it rests meanwhile, and what is refused is said. */
export async function act(button, work) {
  button.disabled = true;
  try {
    return await work();
  } catch (failure) {
    note(failure.code ? told(failure) : String(failure), true);
    if (!failure.code) {
      console.error(failure);
    }
    return undefined;
  } finally {
    button.disabled = false;
  }
}

/** A button that does something. */
export function button(text, work, kind = "") {
  const node = el("button", { type: "button", class: kind }, text);
  node.addEventListener("click", () => act(node, work));
  return node;
}

let fields = 0;

/** An input with its label. */
export function field(text, input, hint = "") {
  fields += 1;
  input.id = `f${fields}`;
  const parts = [el("label", { for: input.id }, text), input];
  if (hint) {
    input.setAttribute("aria-describedby", `h${fields}`);
    parts.push(el("p", { class: "hint", id: `h${fields}` }, hint));
  }
  return el("div", {}, ...parts);
}

/** A choice: [[value, text], …]. */
export function choice(options, chosen) {
  return el("select", {}, options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
}

/** Facts as pairs: [[name, value], …]. */
export function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

/** good, fair or bad, in words and in colour. */
export const state = (kind, text) => el("span", { class: `state ${kind}` }, text);

/** A plate, or that there is none. */
export function plate(text, color) {
  return text ? el("span", { class: `plate ${color || ""}` }, text) : el("span", { class: "hint" }, t("plate.none"));
}

/** Pictures of a passage: the scene, then the plate. */
export function pictures(passage, about) {
  const all = passage && passage.pictures ? passage.pictures : [];
  if (all.length === 0) {
    return el("p", { class: "hint" }, t("picture.none"));
  }
  return el(
    "div",
    { class: "pictures" },
    all.map((each, i) => {
      const what = t(i === 0 ? "picture.scene" : "picture.plate");
      return each.kept
        ? el("figure", { class: "shot" }, el("img", { src: `/api/v1/pictures/${each.sha256}`, alt: `${about} ${what}` }), el("figcaption", {}, what))
        : el("p", { class: "hint" }, `${what}: ${t("picture.gone")}`);
    }),
  );
}

/** A passage's way in words. */
export const way = (direction) => word("direction", direction);

/** Asks before something that cannot be taken back. */
export function sure(text) {
  return new Promise((answer) => {
    const box = el("dialog", { "aria-label": text });
    const end = (yes) => {
      box.close();
      box.remove();
      answer(yes);
    };
    box.append(
      el("p", {}, text),
      el("div", { class: "row" }, button(t("do.yes"), async () => end(true), "main"), button(t("do.no"), async () => end(false))),
    );
    box.addEventListener("cancel", () => end(false));
    document.body.append(box);
    box.showModal();
  });
}
