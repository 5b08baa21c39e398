// What makes pages quicker to use. Every page is complete without it; the whole state stays in the address.
import { startBrush } from "./brush";
import { startKeys } from "./keys";
import { startPaste } from "./paste";
import { startPictures } from "./picture";
import { startNews, startSaved } from "./saved";
import { startSpans } from "./spans";
import { startStretch } from "./stretch";

// Buttons that copy: the address of the page, and how it is cited, with its address in full.
function startCopying(button: HTMLButtonElement | null, told: Element | null | undefined, text: () => string): void {
  if (!button || !told || !navigator.clipboard) return;
  button.hidden = false;
  button.closest("p")?.removeAttribute("hidden");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      told.textContent = "Copied.";
    } catch {
      told.textContent = "It could not be copied.";
    }
  });
}

const cite = document.querySelector(".cite");
startCopying(document.querySelector("button.copy"), document.querySelector(".copied"), () => location.href);
startCopying(cite?.querySelector("button") ?? null, cite?.querySelector("[role=status]"), () => {
  const words = cite?.querySelector("p")?.textContent ?? "";
  const path = cite?.querySelector(".address")?.textContent ?? "";
  return words.slice(0, words.length - path.length) + location.href.replace(location.hash, "");
});
startKeys();
startSpans(document);
startPictures();
startBrush();
startPaste();
startStretch();
startSaved();
startNews();
