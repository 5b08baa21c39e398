// An article that is pasted is read in place. Without this, the same form leads to a page of its own.
import { startSpans } from "./spans";

export function startPaste(): void {
  const form = document.querySelector<HTMLFormElement>("form.paste");
  const place = document.querySelector<HTMLElement>("#reading");
  if (!form || !place) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>("button");
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.set(name, String(value));
    button?.setAttribute("aria-disabled", "true");
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "x-part": "yes", accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.childNodes);
      startSpans(place);
      place.querySelector<HTMLElement>("[tabindex]")?.focus();
    } catch {
      place.textContent = "The server did not answer. Is it still running?";
    } finally {
      button?.removeAttribute("aria-disabled");
      place.removeAttribute("aria-busy");
    }
  });
}
