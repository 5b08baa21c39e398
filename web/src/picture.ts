// Pictures: one stop for the Tab key, and arrows, Home and End within. Enter follows, as in any link.
export function startPictures(root: ParentNode = document): void {
  for (const picture of root.querySelectorAll<SVGSVGElement>(".picture svg")) {
    const marks = [...picture.querySelectorAll<SVGAElement>("a")];
    if (marks.length < 2) continue;
    const rove = (to: number): void => {
      marks.forEach((mark, at) => mark.setAttribute("tabindex", at === to ? "0" : "-1"));
    };
    rove(0);
    picture.addEventListener("focusin", (event) => {
      const at = marks.findIndex((mark) => mark.contains(event.target as Node));
      if (at >= 0) rove(at);
    });
    picture.addEventListener("keydown", (event) => {
      const at = marks.findIndex((mark) => mark.contains(document.activeElement));
      const steps: Record<string, number> = {
        ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1,
      };
      const to = steps[event.key];
      const mark = to === undefined ? undefined : marks[to];
      if (at < 0 || !mark) return;
      event.preventDefault();
      mark.focus();
    });
  }
}
