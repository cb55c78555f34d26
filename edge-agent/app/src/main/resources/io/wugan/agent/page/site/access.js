// Logging in, and the first use.

import { post } from "/api.js";
import { t, told } from "/texts.js";
import { act, el, field } from "/parts.js";

function form(main, title, fields, done, send, more) {
  const error = el("p", { class: "error", role: "alert", hidden: true });
  const submit = el("button", { type: "submit", class: "main stretch" }, title);
  const box = el("form", { class: "card narrow", novalidate: true }, el("h1", {}, title), ...fields, error, el("p", {}, submit), ...more);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    error.hidden = true;
    act(submit, async () => {
      try {
        done(await send());
      } catch (refused) {
        error.textContent = told(refused);
        error.hidden = false;
        error.scrollIntoView({ block: "nearest" });
      }
    });
  });
  main.replaceChildren(box);
  box.querySelector("input").focus();
}

const input = (type, complete) => el("input", { type, autocomplete: complete, autocapitalize: "none", spellcheck: "false", required: true });

/** Shows the form for names and passwords. */
export function login(main, done) {
  const name = input("text", "username");
  const password = input("password", "current-password");
  const other = el("button", { type: "button", class: "stretch" }, t("access.haveCode"));
  other.addEventListener("click", () => firstUse(main, done, false));
  form(
    main,
    t("access.login"),
    [field(t("access.name"), name), field(t("access.password"), password)],
    done,
    () => post("login", { name: name.value.trim(), password: password.value }),
    [el("p", {}, other)],
  );
}

/** Shows the form for the first-use code. */
export function firstUse(main, done, nobody) {
  const code = input("text", "one-time-code");
  const name = input("text", "username");
  const password = input("password", "new-password");
  const again = input("password", "new-password");
  const back = el("button", { type: "button", class: "stretch" }, t("access.back"));
  back.addEventListener("click", () => login(main, done));
  form(
    main,
    t("access.first"),
    [
      el("p", { class: "hint" }, t("access.firstHint")),
      field(t("access.code"), code, t("access.codeHint")),
      field(t("access.name"), name, t("access.nameHint")),
      field(t("access.newPassword"), password, t("access.passwordHint")),
      field(t("access.again"), again),
    ],
    done,
    () => {
      if (password.value !== again.value) {
        throw Object.assign(new Error(t("access.differ")), { code: "differ" });
      }
      return post("first-use", { code: code.value, name: name.value.trim(), password: password.value });
    },
    nobody ? [] : [el("p", {}, back)],
  );
}

/** A card in which users change their own password. */
export function ownPassword(after) {
  const old = input("password", "current-password");
  const next = input("password", "new-password");
  const submit = el("button", { type: "submit", class: "main" }, t("access.change"));
  const box = el("form", { class: "card apart" }, el("h2", {}, t("access.own")), field(t("access.oldPassword"), old), field(t("access.newPassword"), next, t("access.passwordHint")), el("p", {}, submit));
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    act(submit, async () => {
      await post("password", { old: old.value, password: next.value });
      box.reset();
      after();
    });
  });
  return box;
}
