// One's own password; for installers also the users, and who did what.

import { get, post } from "/api.js";
import { moment, t, word } from "/texts.js";
import { act, button, choice, el, field, note, sure } from "/parts.js";
import { ownPassword } from "/access.js";

const ROLES = ["VIEWER", "OPERATOR", "INSTALLER"];
const roles = (chosen) => choice(ROLES.map((each) => [each, word("who", each)]), chosen);

export function show(root, context) {
  root.append(el("h1", {}, t("menu.users")), el("p", {}, t("users.you", { name: context.session.user, role: word("who", context.session.role) })), ownPassword(() => note(t("users.changed"))));
  if (context.may("INSTALLER")) {
    const list = el("section", { class: "card apart" });
    const audit = el("section", { class: "card apart" });
    root.append(list, audit);
    users(list, context);
    log(audit);
  }
  return () => {};
}

async function users(box, context) {
  const all = await get("users");
  const again = () => users(box, context);
  const rows = all.map((user) => {
    const role = roles(user.role);
    role.setAttribute("aria-label", t("users.roleOf", { name: user.name }));
    role.addEventListener("change", () =>
      act(role, async () => {
        await post("users/role", { name: user.name, role: role.value });
        note(t("users.changed"));
      }).then(again),
    );
    const gone = button(t("users.remove"), async () => {
      if (await sure(t("users.removeSure", { name: user.name }))) {
        await post("users/remove", { name: user.name });
        await again();
      }
    }, "danger");
    return el("tr", {}, el("td", {}, user.name), el("td", {}, role), el("td", {}, user.name === context.session.user ? "" : gone));
  });
  const name = el("input", { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const password = el("input", { type: "password", autocomplete: "new-password" });
  const role = roles("OPERATOR");
  const submit = el("button", { type: "submit", class: "main" }, t("users.add"));
  const form = el("form", {}, el("h3", { class: "apart" }, t("users.new")), field(t("access.name"), name, t("access.nameHint")), field(t("access.newPassword"), password, t("access.passwordHint")), field(t("users.role"), role), el("p", {}, submit));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(submit, async () => {
      await post("users", { name: name.value.trim(), password: password.value, role: role.value });
      note(t("users.changed"));
      await again();
    });
  });
  box.replaceChildren(el("h2", {}, t("users.title")), el("div", { class: "wide" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("access.name")), el("th", { scope: "col" }, t("users.role")), el("th", { scope: "col" }, t("users.remove")))), el("tbody", {}, ...rows))), el("p", { class: "hint" }, t("users.roles")), form);
}

async function log(box) {
  const all = await get("audit?limit=100");
  box.replaceChildren(
    el("h2", {}, t("audit.title")),
    all.length === 0 ? el("p", { class: "hint" }, t("audit.none")) : "",
    el(
      "ul",
      { class: "plain" },
      all.map((each) => el("li", {}, el("div", { class: "row" }, el("span", {}, moment(each.at)), el("strong", {}, each.who), el("span", {}, word("did", each.what))), el("div", { class: "hint" }, [each.about, each.from].filter(Boolean).join("  ·  ")))),
    ),
  );
}
