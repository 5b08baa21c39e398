// Searches that a reader keeps: in this browser and nowhere else. The server is asked what they find now, as it would
// be by a click, and never told that they are kept.
const STORE = "searches";
const MOST = 20;
const MOST_ASKED = 8;

interface Saved {
  name: string;
  address: string;
  /** Events that it found when it was last opened; none before the first time. */
  seen?: number;
}

function read(): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter((one): one is Saved => typeof one?.name === "string" && typeof one?.address === "string" && one.address.startsWith("/search"));
  } catch {
    return [];
  }
}

function write(all: Saved[]): boolean {
  try {
    localStorage.setItem(STORE, JSON.stringify(all.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

/** This page's address without the place in its list. */
function here(): string {
  const asked = new URLSearchParams(location.search);
  asked.delete("skip");
  return location.pathname + (asked.size ? `?${asked}` : "");
}

function count(n: number): string {
  return `${n} ${n === 1 ? "event" : "events"}`;
}

async function found(address: string): Promise<{ n: number; least: boolean } | undefined> {
  const [path, asked] = address.split("?");
  try {
    const query = new URLSearchParams(asked);
    // As many as the page shows: what is not sure is left out there.
    if (!query.has("confidence")) query.set("confidence", "0.4");
    query.set("limit", "1");
    for (const name of ["window", "group", "what"]) query.delete(name);
    const answer = await fetch(`${path}.json?${query}`);
    const sheet = await answer.json();
    return answer.ok ? { n: sheet.n_events, least: sheet.at_least } : undefined;
  } catch {
    return undefined;
  }
}

function list(place: HTMLElement): void {
  const all = read();
  const items = place.querySelector("ul");
  if (!items) return;
  place.hidden = all.length === 0;
  items.replaceChildren(...all.map((one, at) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = one.address;
    link.textContent = one.name;
    link.dir = "auto";
    const told = document.createElement("span");
    told.className = "faint";
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "drop";
    drop.textContent = "forget";
    drop.setAttribute("aria-label", `forget ${one.name}`);
    drop.addEventListener("click", () => {
      write(read().filter((other) => other.address !== one.address));
      list(place);
      place.querySelector<HTMLElement>("h2")?.focus();
    });
    item.append(link, " ", told, " ", drop);
    if (at < MOST_ASKED) {
      void found(one.address).then((now) => {
        if (!now) return;
        const more = one.seen === undefined || now.least ? 0 : now.n - one.seen;
        told.textContent = `${now.least ? "more than " : ""}${count(now.n)}${more > 0 ? `, ${more} more than when you last looked` : ""}`;
        told.classList.toggle("fresh", more > 0);
      });
    }
    return item;
  }));
}

export function startSaved(): void {
  const place = document.querySelector<HTMLElement>("section.saved");
  if (place) list(place);
  const keep = document.querySelector<HTMLElement>(".keep");
  const button = keep?.querySelector("button");
  const told = keep?.querySelector("[role=status]");
  if (!keep || !button || !told) return;
  const address = here();
  const n = Number(keep.dataset.n);
  // A search that is kept is seen whenever it is opened.
  const all = read();
  const own = all.find((one) => one.address === address);
  if (own) {
    own.seen = n;
    write(all);
  }
  keep.querySelector(".plain")?.remove();
  button.hidden = false;
  button.addEventListener("click", () => {
    const others = read().filter((one) => one.address !== address);
    const name = keep.dataset.name || "everything";
    told.textContent = write([{ name, address, seen: n }, ...others])
      ? "Kept in this browser; it is listed here and on Today."
      : "This browser keeps nothing.";
    if (place) list(place);
  });
}

/** How much was filed since this browser last looked at the first page. */
export function startNews(): void {
  const place = document.querySelector<HTMLElement>(".since");
  const now = place?.dataset.cursor;
  if (!place || !now) return;
  try {
    const before = localStorage.getItem("cursor");
    localStorage.setItem("cursor", now);
    if (!before || before === now || !/^\d+\.\d+$/.test(before)) return;
    const link = document.createElement("a");
    link.href = `/changes?since=${before}`;
    link.textContent = "What was filed and changed since you last looked here";
    place.replaceChildren(link, ".");
    place.hidden = false;
  } catch {
    // Where nothing may be kept, nobody knows when that was.
  }
}
