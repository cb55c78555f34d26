// Where a lane lies in its picture: shapes that are drawn by finger, mouse or keys.

import { svg } from "/parts.js";
import { t } from "/texts.js";

const STEP = 0.01;
const MOST = 32;
const SHAPES = [
  ["polygon", "area", true, [[0.1, 0.2], [0.9, 0.2], [0.95, 0.95], [0.05, 0.95]]],
  ["virtualLoop", "loop", true, [[0.25, 0.55], [0.75, 0.55], [0.85, 0.9], [0.15, 0.9]]],
  ["tripLine", "trip", false, [[0.05, 0.75], [0.95, 0.75]]],
];

const within = (share) => Math.min(1, Math.max(0, Math.round(share * 10000) / 10000));

/** Draws the shapes of a lane over a picture; with chosen they can be changed. */
export class LaneEditor {
  constructor(picture, geometry, onChange) {
    this.picture = picture;
    this.shapes = structuredClone(geometry);
    this.chosen = null;
    this.onChange = onChange;
    this.held = null;
    const over = picture.over;
    over.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      over.addEventListener(end, () => {
        this.held = null;
      });
    }
  }

  /** Chooses a shape to change; null for none. */
  choose(name) {
    this.chosen = name;
    this.draw();
  }

  /** Puts a shape that is not there into the middle, or takes one away. */
  toggle(name) {
    const [, , , fresh] = SHAPES.find(([each]) => each === name);
    this.shapes[name] = this.shapes[name] ? null : structuredClone(fresh);
    this.changed();
  }

  /** The trip line the other way round: in becomes out. */
  turn() {
    if (this.shapes.tripLine) {
      this.shapes.tripLine.reverse();
      this.changed();
    }
  }

  changed() {
    this.draw();
    this.onChange(this.shapes);
  }

  px(point) {
    return [point[0] * this.picture.frame.widthPx, point[1] * this.picture.frame.heightPx];
  }

  draw() {
    if (!this.picture.frame) {
      return;
    }
    const s = this.picture.scale();
    const kept = document.activeElement?.dataset?.point;
    const parts = [];
    for (const [name, style, closed] of SHAPES) {
      const points = this.shapes[name];
      if (!points) {
        continue;
      }
      const text = points.map((p) => this.px(p).join(",")).join(" ");
      parts.push(svg(closed ? "polygon" : "polyline", { class: style, points: text, "stroke-width": (name === this.chosen ? 4 : 2.5) * s }));
      if (name === "tripLine") {
        parts.push(this.arrow(points, s));
      }
    }
    if (this.chosen && this.shapes[this.chosen]) {
      parts.push(...this.grips(this.chosen, s));
    }
    this.picture.layer.replaceChildren(...parts);
    if (kept !== undefined) {
      this.picture.layer.querySelector(`[data-point="${kept}"]`)?.focus();
    }
  }

  // Entering vehicles come from the left of the line and go to its right.
  arrow(points, s) {
    const [a, b] = points.map((p) => this.px(p));
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const n = [-(b[1] - a[1]) / long, (b[0] - a[0]) / long];
    const m = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const tip = [m[0] + n[0] * 34 * s, m[1] + n[1] * 34 * s];
    const side = (k) => [tip[0] - n[0] * 12 * s + k * n[1] * 9 * s, tip[1] - n[1] * 12 * s - k * n[0] * 9 * s];
    const label = svg("text", { class: "tag", x: tip[0] + 8 * s, y: tip[1], "font-size": 15 * s, "stroke-width": 3 * s });
    label.textContent = t("draw.in");
    return svg("g", {}, svg("polyline", { class: "trip", points: [m, tip].join(" "), "stroke-width": 2.5 * s }), svg("polyline", { class: "trip", points: [side(1), tip, side(-1)].join(" "), "stroke-width": 2.5 * s }), label);
  }

  grips(name, s) {
    const points = this.shapes[name];
    const closed = name !== "tripLine";
    const parts = [];
    if (closed && points.length < MOST) {
      points.forEach((point, i) => {
        const next = points[(i + 1) % points.length];
        const [x, y] = this.px([(point[0] + next[0]) / 2, (point[1] + next[1]) / 2]);
        const half = svg("g", {}, svg("circle", { class: "reach", cx: x, cy: y, r: 18 * s }), svg("circle", { class: "grip half", cx: x, cy: y, r: 6 * s, "stroke-width": 1.5 * s }));
        half.addEventListener("pointerdown", (event) => {
          points.splice(i + 1, 0, [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2]);
          this.grab(event, i + 1);
          this.changed();
        });
        parts.push(half);
      });
    }
    points.forEach((point, i) => {
      const [x, y] = this.px(point);
      const grip = svg(
        "g",
        { class: "point", tabindex: 0, role: "button", "data-point": i, "aria-label": t("draw.point", { n: i + 1, x: Math.round(point[0] * 100), y: Math.round(point[1] * 100) }) },
        svg("circle", { class: "reach", cx: x, cy: y, r: 26 * s }),
        svg("circle", { class: "grip", cx: x, cy: y, r: 10 * s, "stroke-width": 2 * s }),
      );
      grip.addEventListener("pointerdown", (event) => this.grab(event, i));
      grip.addEventListener("keydown", (event) => this.key(event, i));
      parts.push(grip);
    });
    return parts;
  }

  grab(event, i) {
    event.preventDefault();
    this.held = i;
    this.picture.over.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (this.held === null || !this.chosen || !this.shapes[this.chosen]) {
      return;
    }
    const box = this.picture.over.getBoundingClientRect();
    this.move(this.held, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  move(i, x, y) {
    const points = this.shapes[this.chosen];
    points[i] = [within(x), within(y)];
    this.changed();
  }

  key(event, i) {
    const points = this.shapes[this.chosen];
    const step = event.shiftKey ? STEP * 5 : STEP;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const closed = this.chosen !== "tripLine";
    if (moves[event.key]) {
      this.move(i, points[i][0] + moves[event.key][0], points[i][1] + moves[event.key][1]);
    } else if ((event.key === "Delete" || event.key === "Backspace") && closed && points.length > 3) {
      points.splice(i, 1);
      this.changed();
    } else if ((event.key === "Insert" || event.key === "+") && closed && points.length < MOST) {
      const next = points[(i + 1) % points.length];
      points.splice(i + 1, 0, [(points[i][0] + next[0]) / 2, (points[i][1] + next[1]) / 2]);
      this.changed();
    } else {
      return;
    }
    event.preventDefault();
  }
}
