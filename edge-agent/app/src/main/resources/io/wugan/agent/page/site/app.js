// Begins: texts, session, menu, and the view that the address names.

import { get, post, whenLoginIsNeeded } from "/api.js";
import { language, load, t } from "/texts.js";
import { el, note } from "/parts.js";
import * as access from "/access.js";
import * as overview from "/overview.js";
import * as live from "/live.js";
import * as passages from "/passages.js";
import * as stays from "/stays.js";
import * as reviews from "/reviews.js";
import * as tally from "/tally.js";
import * as check from "/check.js";
import * as settings from "/settings.js";
import * as users from "/users.js";

const ROLES = ["VIEWER", "OPERATOR", "INSTALLER"];
const VIEWS = [
  ["overview", overview, "VIEWER"],
  ["live", live, "OPERATOR"],
  ["passages", passages, "VIEWER"],
  ["stays", stays, "VIEWER"],
  ["reviews", reviews, "OPERATOR"],
  ["tally", tally, "OPERATOR"],
  ["check", check, "INSTALLER"],
  ["settings", settings, "INSTALLER"],
  ["users", users, "VIEWER"],
];

const main = document.getElementById("main");
const menu = document.getElementById("menu");
const menuButton = document.getElementById("menu-button");
let session = null;
let stop = () => {};

const may = (role) => session !== null && ROLES.indexOf(session.role) >= ROLES.indexOf(role);

function leave() {
  stop();
  stop = () => {};
}

function askForLogin() {
  leave();
  session = null;
  drawTop();
  access.login(main, entered);
}

function entered(answer) {
  session = answer;
  drawTop();
  show();
}

function drawTop() {
  document.getElementById("skip").textContent = t("page.skip");
  const other = language() === "zh" ? "en" : "zh";
  const swap = el("button", { type: "button", lang: other === "zh" ? "zh-CN" : "en", onclick: () => speak(other) }, other === "zh" ? "中文" : "English");
  const who = document.getElementById("who");
  who.replaceChildren(swap);
  menu.hidden = session === null;
  menuButton.hidden = session === null;
  menuButton.textContent = t("page.menu");
  menu.setAttribute("aria-label", t("page.menu"));
  if (session !== null) {
    const out = el("button", { type: "button", onclick: logout }, t("access.logout"));
    who.prepend(el("span", { class: "name" }, session.user));
    who.append(out);
  }
  drawMenu();
}

function drawMenu() {
  const here = place()[0];
  menu.replaceChildren(
    el(
      "ul",
      {},
      VIEWS.filter(([, , role]) => may(role)).map(([name]) =>
        el("li", {}, el("a", { href: `#/${name}`, "aria-current": name === here ? "page" : null }, el("span", {}, t(`menu.${name}`)), el("span", { id: `count-${name}` }))),
      ),
    ),
  );
}

/** How many wait, beside a name of the menu. */
export function count(name, n) {
  const spot = document.getElementById(`count-${name}`);
  if (spot) {
    spot.className = n > 0 ? "badge" : "";
    spot.textContent = n > 0 ? String(n) : "";
  }
}

async function speak(other) {
  await load(other);
  leave();
  if (session === null) {
    start();
  } else {
    drawTop();
    show();
  }
}

async function logout() {
  leave();
  try {
    await post("logout");
  } catch {
    note(t("error.away"), true);
  }
  askForLogin();
}

const place = () => location.hash.replace(/^#\/?/, "").split("/");

function show() {
  leave();
  if (session === null) {
    return;
  }
  menu.classList.remove("open");
  menuButton.setAttribute("aria-expanded", "false");
  const [name, ...rest] = place();
  const view = VIEWS.find(([each, , role]) => each === name && may(role)) || VIEWS[0];
  drawMenu();
  document.title = `${t(`menu.${view[0]}`)} – Wugan 无杆`;
  const box = el("div", {});
  main.replaceChildren(box);
  stop = view[1].show(box, { session, may, rest: rest.map(decodeURIComponent), count }) || (() => {});
  window.scrollTo(0, 0);
}

async function start() {
  drawTop();
  try {
    const answer = await get("session");
    if (answer.user) {
      entered(answer);
    } else if (answer.firstUse) {
      access.firstUse(main, entered, true);
    } else {
      access.login(main, entered);
    }
  } catch {
    main.replaceChildren(el("p", { class: "error", role: "alert" }, t("error.away")));
    setTimeout(start, 3000);
  }
}

menuButton.addEventListener("click", () => {
  const open = menu.classList.toggle("open");
  menuButton.setAttribute("aria-expanded", String(open));
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener("hashchange", show);
whenLoginIsNeeded(askForLogin);
await load();
await start();
