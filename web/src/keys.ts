// Keys: / j k e [ ] ?. They are off where text is written, and can be switched off.
const STORE = "keys";

function areOn(): boolean {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function items(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".item, .ladder > li, .margin .claim")].filter((item) => item.offsetParent);
}

function here(all: HTMLElement[]): number {
  return all.findIndex((item) => item.contains(document.activeElement));
}

function step(by: number): void {
  const all = items();
  const at = here(all);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  const link = next?.querySelector<HTMLElement>("a");
  link?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function follow(selector: string, within: ParentNode = document): void {
  within.querySelector<HTMLAnchorElement>(selector)?.click();
}

export function startKeys(): void {
  const list = document.querySelector<HTMLDetailsElement>("details.keys");
  const box = document.querySelector<HTMLInputElement>(".keys-on");
  if (box) {
    box.closest("p")?.removeAttribute("hidden");
    box.checked = areOn();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(STORE, box.checked ? "on" : "off");
      } catch {
        // Where nothing may be kept, it holds for this page.
      }
    });
  }
  const actions: Record<string, () => void> = {
    "/": () => document.querySelector<HTMLInputElement>("main input[type=search], #find")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    e: () => {
      const all = items();
      const item = all[here(all)];
      if (item) follow(item.querySelector(".evidence") ? ".evidence" : ".headline", item);
    },
    "[": () => follow(".wider"),
    "]": () => follow(".narrower"),
    "?": () => {
      if (!list) return;
      list.open = !list.open;
      if (list.open) list.querySelector<HTMLElement>("summary")?.focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || (box && !box.checked)) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
