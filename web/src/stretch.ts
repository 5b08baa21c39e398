// The days of a map as a stretch that is moved along: two sliders beside the fields, and a button that goes on by
// itself. What is shown is asked for as the form would ask, and put in place; the address follows.
import { startPictures } from "./picture";

const DAY = 86_400_000;
const PAUSE = 250;
const STEP = 1200;

const number = (day: string): number => Math.round(Date.parse(day) / DAY);
const day = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

export function startStretch(): void {
  const form = document.querySelector<HTMLFormElement>("form.stretch");
  const { first, last } = form?.dataset ?? {};
  const from = form?.querySelector<HTMLInputElement>("[name=from]");
  const to = form?.querySelector<HTMLInputElement>("[name=to]");
  if (!form || !first || !last || !from || !to) return;
  const [least, most] = [number(first), number(last)];
  if (!(most > least)) return;

  const slider = (field: HTMLInputElement, words: string): HTMLInputElement => {
    const label = document.createElement("label");
    const range = document.createElement("input");
    range.type = "range";
    range.min = String(least);
    range.max = String(most);
    range.value = String(number(field.value));
    range.setAttribute("aria-valuetext", field.value);
    label.append(words, range);
    place.append(label);
    return range;
  };
  const place = document.createElement("div");
  place.className = "ranges";
  const left = slider(from, "First day");
  const right = slider(to, "Last day");
  const play = document.createElement("button");
  play.type = "button";
  play.textContent = "Play";
  play.setAttribute("aria-pressed", "false");
  form.querySelector(".fields")?.append(play);
  form.prepend(place);

  let asking: AbortController | undefined;
  const show = async (): Promise<boolean> => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (name !== "from" && name !== "to") fields.append(name, String(value));
    fields.set("date", `${from.value}..${to.value}`);
    const address = `${location.pathname}?${fields}`;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" }, signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of ["#shown", "#rows", ".steps", ".forms"]) {
        const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
        if (old && fresh) old.replaceWith(fresh);
      }
      const back = document.querySelector<HTMLInputElement>("input[name=back]");
      if (back) back.value = address;
      const asked = document.querySelector<HTMLInputElement>(".ask [name=date]");
      if (asked) asked.value = fields.get("date") ?? "";
      history.replaceState(null, "", address);
      startPictures(document.querySelector("#shown") ?? document);
      return answer.ok;
    } catch {
      return false;
    }
  };
  const write = (): void => {
    const [a, b] = [Math.min(+left.value, +right.value), Math.max(+left.value, +right.value)];
    from.value = day(a);
    to.value = day(b);
    left.setAttribute("aria-valuetext", day(+left.value));
    right.setAttribute("aria-valuetext", day(+right.value));
  };
  let waiting: number | undefined;
  for (const range of [left, right]) {
    range.addEventListener("input", () => {
      write();
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => void show(), PAUSE);
    });
  }
  form.addEventListener("submit", (event) => {
    if (!from.value || !to.value) return;
    event.preventDefault();
    left.value = String(number(from.value));
    right.value = String(number(to.value));
    void show();
  });

  let playing: number | undefined;
  const stop = (): void => {
    window.clearTimeout(playing);
    playing = undefined;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  };
  const go = async (): Promise<void> => {
    let [a, b] = [Math.min(+left.value, +right.value), Math.max(+left.value, +right.value)];
    const wide = b - a + 1;
    // All days at once have nowhere to go: a twelfth of them then goes through them from the first.
    [a, b] = a <= least && b >= most ? [least, least + Math.max(Math.round((most - least) / 12), 1)] : [a + wide, b + wide];
    if (a > most) return stop();
    left.value = String(a);
    right.value = String(Math.min(b, most));
    write();
    if (!(await show()) || b >= most) return stop();
    if (playing !== undefined) playing = window.setTimeout(() => void go(), STEP);
  };
  play.addEventListener("click", () => {
    if (playing !== undefined) return stop();
    play.textContent = "Stop";
    play.setAttribute("aria-pressed", "true");
    playing = window.setTimeout(() => void go(), 0);
  });
}
