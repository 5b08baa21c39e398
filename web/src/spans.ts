// An article and its margin: a claim under the pointer or with the focus lights up all its words, and the other way
// round.
export function startSpans(root: ParentNode): void {
  for (const reading of root.querySelectorAll<HTMLElement>(".reading")) {
    const light = (claims: string[], on: boolean): void => {
      for (const claim of claims) {
        for (const part of reading.querySelectorAll(`[data-claims~="${claim}"], [data-claim="${claim}"]`)) {
          part.classList.toggle("lit", on);
        }
      }
    };
    const claimsOf = (target: EventTarget | null): string[] => {
      if (!(target instanceof Element)) return [];
      const margin = target.closest<HTMLElement>("[data-claim]");
      if (margin?.dataset.claim) return [margin.dataset.claim];
      return target.closest<HTMLElement>("[data-claims]")?.dataset.claims?.split(" ") ?? [];
    };
    for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]] as const) {
      reading.addEventListener(on, (event) => light(claimsOf(event.target), true));
      reading.addEventListener(off, (event) => light(claimsOf(event.target), false));
    }
  }
}
