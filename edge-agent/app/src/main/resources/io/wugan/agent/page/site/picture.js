// The live picture of a lane, with what is drawn over it; nothing is ever drawn into it.

import { get, repeat } from "/api.js";
import { t, told } from "/texts.js";
import { el, svg } from "/parts.js";

/** A live picture in a box; draw(layer, frame) draws over it, frame has widthPx and heightPx. */
export class Picture {
  constructor(lane, onFrame) {
    this.lane = lane;
    this.image = el("img", { alt: t("live.alt", { lane }) });
    this.boxes = svg("g");
    this.layer = svg("g");
    this.over = svg("svg", { role: "group", "aria-label": t("live.overlay"), viewBox: "0 0 16 9" }, this.layer, this.boxes);
    this.waiting = el("div", { class: "waiting", role: "status" }, t("live.wait"));
    this.node = el("div", { class: "view" }, this.image, this.over, this.waiting);
    this.frame = null;
    this.onFrame = onFrame;
    this.stop = repeat(500, () => this.look());
  }

  async look() {
    try {
      const now = await get(`lanes/${this.lane}/live`);
      if (this.frame && this.frame.number === now.number) {
        return 250;
      }
      await this.load(`/api/v1/lanes/${this.lane}/live/${now.number}`);
      const first = !this.frame || this.frame.widthPx !== now.widthPx || this.frame.heightPx !== now.heightPx;
      this.frame = now;
      this.waiting.hidden = true;
      if (first) {
        this.over.setAttribute("viewBox", `0 0 ${now.widthPx} ${now.heightPx}`);
      }
      this.drawPlates();
      this.onFrame(now, first);
      return undefined;
    } catch (refused) {
      this.waiting.hidden = false;
      this.waiting.textContent = refused.code === "live.wait" ? t("live.wait") : told(refused);
      return 700;
    }
  }

  load(address) {
    return new Promise((done, failed) => {
      const next = new Image();
      next.onload = () => {
        this.image.src = next.src;
        done();
      };
      next.onerror = () => failed(Object.assign(new Error(), { code: "live.wait" }));
      next.src = address;
    });
  }

  /** Pixels of the frame for one pixel of the screen. */
  scale() {
    return this.frame ? this.frame.widthPx / Math.max(1, this.node.clientWidth) : 1;
  }

  drawPlates() {
    const s = this.scale();
    this.boxes.replaceChildren(
      ...this.frame.plates.flatMap((plate) => {
        const points = plate.quad.map((p) => p.join(",")).join(" ");
        const left = Math.min(...plate.quad.map((p) => p[0]));
        const top = Math.min(...plate.quad.map((p) => p[1]));
        const label = svg("text", { class: "tag", x: left, y: Math.max(16 * s, top - 6 * s), "font-size": 15 * s, "stroke-width": 3 * s });
        label.textContent = `${plate.text || "?"} ${Math.round(plate.confidence * 100)}% ${plate.widthPx}px`;
        return [svg("polygon", { class: "box", points, "stroke-width": 2 * s }), label];
      }),
    );
  }
}
