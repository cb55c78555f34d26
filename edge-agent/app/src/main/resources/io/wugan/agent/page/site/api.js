// Every request of the page goes through here: with the session's secret, and with a time limit.

const LIMIT_MILLIS = 20000;
let csrf = "";
let onLogin = () => {};

/** What a request was refused with. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.what || `status ${status}`);
    this.status = status;
    this.code = body.code || "unknown";
    this.where = body.where || "";
    this.allowed = body.allowed || "";
  }
}

/** Called when the session is over. */
export function whenLoginIsNeeded(handler) {
  onLogin = handler;
}

async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (method !== "GET") {
    headers["X-CSRF-Token"] = csrf;
  }
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LIMIT_MILLIS);
  try {
    const answer = await fetch(`/api/v1/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
    });
    const text = await answer.text();
    const json = text ? JSON.parse(text) : {};
    if (!answer.ok) {
      throw new Refused(answer.status, json);
    }
    if (json && json.csrf) {
      csrf = json.csrf;
    }
    return json;
  } catch (failure) {
    if (failure instanceof Refused) {
      if (failure.status === 401 && failure.code === "login") {
        onLogin();
      }
      throw failure;
    }
    throw new Refused(0, { code: "away", what: "the board does not answer" });
  } finally {
    clearTimeout(timer);
  }
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const put = (path, body) => ask("PUT", path, body);

/** Does something again and again until it is stopped; a page that is not seen rests. */
export function repeat(millis, work) {
  let stopped = false;
  let timer = 0;
  const turn = async () => {
    let wait = millis;
    if (!document.hidden) {
      try {
        const next = await work();
        if (typeof next === "number") {
          wait = next;
        }
      } catch (failure) {
        if (!(failure instanceof Refused)) {
          console.error(failure);
        }
        wait = Math.max(millis, 1500);
      }
    }
    if (!stopped) {
      timer = setTimeout(turn, wait);
    }
  };
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
