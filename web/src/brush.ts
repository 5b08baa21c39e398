// A stretch of days drawn over the activity picture becomes the days that are asked for.
const DAY = 86_400_000;

export function startBrush(): void {
  const picture = document.querySelector<SVGSVGElement>("svg.activity");
  const { first, last, left, right } = picture?.dataset ?? {};
  if (!picture || !first || !last || !left || !right) return;
  const [from, to] = [Date.parse(first), Date.parse(last) + DAY];
  const [west, east] = [Number(left), Number(right)];
  const x = (event: PointerEvent): number => {
    const box = picture.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * picture.viewBox.baseVal.width;
    return Math.min(Math.max(at, west), east);
  };
  const day = (at: number): string =>
    new Date(from + Math.floor(((at - west) / (east - west)) * ((to - from - 1) / DAY)) * DAY).toISOString().slice(0, 10);
  let start: number | undefined;
  let rect: SVGRectElement | undefined;
  picture.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch") start = x(event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (start === undefined) return;
    const at = x(event);
    if (!rect) {
      if (Math.abs(at - start) < 8) return;
      rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      rect.setAttribute("class", "brush");
      rect.setAttribute("y", "0");
      rect.setAttribute("height", "96");
      picture.append(rect);
      picture.setPointerCapture(event.pointerId);
    }
    rect.setAttribute("x", String(Math.min(start, at)));
    rect.setAttribute("width", String(Math.abs(at - start)));
  });
  picture.addEventListener("pointerup", (event) => {
    const began = start;
    start = undefined;
    if (!rect || began === undefined) return;
    const at = x(event);
    rect.remove();
    rect = undefined;
    const asked = new URLSearchParams(location.search);
    asked.delete("skip");
    asked.set("date", `${day(Math.min(began, at))}..${day(Math.max(began, at))}`);
    location.search = asked.toString();
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
}
