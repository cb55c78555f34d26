// Live picture, aiming meter, and the lane drawn into the picture.

import { get, put } from "/api.js";
import { t, told, word } from "/texts.js";
import { button, el, note, sure } from "/parts.js";
import { Picture } from "/picture.js";
import { LaneEditor } from "/lane-editor.js";
import { meter } from "/aim.js";

const SHAPES = ["polygon", "virtualLoop", "tripLine"];

export function show(root, context) {
  let stop = () => {};
  const box = el("div", {});
  const choose = el("div", { class: "row", role: "group", "aria-label": t("live.lanes") });
  root.append(el("h1", {}, t("menu.live")), choose, box);
  get("overview").then((now) => {
    const names = now.lanes.map((lane) => lane.id);
    const wanted = names.includes(context.rest[0]) ? context.rest[0] : names[0];
    choose.append(
      ...now.lanes.map((lane) => {
        const pick = el("button", { type: "button", "aria-pressed": String(lane.id === wanted) }, `${word("role", lane.role)} ${lane.id}`);
        pick.addEventListener("click", () => {
          location.hash = `#/live/${lane.id}`;
        });
        return pick;
      }),
    );
    stop = lane(box, wanted, context);
  });
  return () => stop();
}

function lane(box, id, context) {
  let editor = null;
  const picture = new Picture(id, (frame, first) => {
    if (editor && first) {
      editor.draw();
    }
  });
  const aim = meter(id, context.may("INSTALLER"));
  const tools = el("section", { class: "card apart" });
  box.append(
    el("div", { class: "apart" }, picture.node),
    el("div", { class: "legend" }, el("span", { class: "l-box" }, t("live.box")), el("span", { class: "l-area" }, t("draw.polygon")), el("span", { class: "l-loop" }, t("draw.virtualLoop")), el("span", { class: "l-trip" }, t("draw.tripLine"))),
    context.may("INSTALLER") ? tools : "",
    aim.node,
  );
  let ended = false;
  get(`lanes/${id}/geometry`).then((geometry) => {
    if (!ended) {
      editor = new LaneEditor(picture, geometry, () => {});
      editor.draw();
      drawing(tools, id, editor, geometry);
    }
  });
  const again = () => editor?.draw();
  window.addEventListener("resize", again);
  return () => {
    ended = true;
    picture.stop();
    aim.stop();
    window.removeEventListener("resize", again);
  };
}

function drawing(tools, id, editor, before) {
  const title = el("h2", {}, t("draw.title"));
  const start = button(t("draw.start"), async () => edit());
  const rest = () => tools.replaceChildren(title, start);

  function edit() {
    const picks = SHAPES.map((name) => {
      const pick = el("button", { type: "button", "aria-pressed": "false" }, t(`draw.${name}`));
      pick.addEventListener("click", () => choose(name));
      return [name, pick];
    });
    const there = el("button", { type: "button" });
    const turn = el("button", { type: "button" }, t("draw.turn"));
    const faults = el("div", { role: "alert" });
    let chosen = null;

    function choose(name) {
      chosen = name;
      editor.choose(name);
      for (const [each, pick] of picks) {
        pick.setAttribute("aria-pressed", String(each === name));
      }
      there.textContent = t(editor.shapes[name] ? "draw.remove" : "draw.add");
      turn.hidden = name !== "tripLine" || !editor.shapes.tripLine;
    }

    there.addEventListener("click", () => {
      editor.toggle(chosen);
      choose(chosen);
    });
    turn.addEventListener("click", () => editor.turn());
    const save = button(
      t("draw.save"),
      async () => {
        if (!(await sure(t("draw.sure")))) {
          return;
        }
        const answer = await put(`lanes/${id}/geometry`, { polygon: editor.shapes.polygon, tripLine: editor.shapes.tripLine, virtualLoop: editor.shapes.virtualLoop });
        faults.replaceChildren(...answer.faults.filter((each) => each.error).map((each) => el("p", { class: "error" }, told({ message: each.found, where: each.key, allowed: each.allowed, code: "" }))));
        if (answer.done) {
          note(t("settings.saved"));
          before = structuredClone(editor.shapes);
          end();
        }
      },
      "main",
    );
    const cancel = button(t("do.cancel"), async () => {
      editor.shapes = structuredClone(before);
      end();
    });
    tools.replaceChildren(title, el("p", { class: "hint" }, t("draw.hint")), el("div", { class: "row", role: "group", "aria-label": t("draw.title") }, ...picks.map(([, pick]) => pick)), el("div", { class: "row apart" }, there, turn), faults, el("div", { class: "row apart" }, save, cancel));
    choose("polygon");
  }

  function end() {
    editor.choose(null);
    rest();
  }
  rest();
}
