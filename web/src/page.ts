// What makes pages quicker to use. Every page is complete without it; the whole state stays in the address.
import { startBrush } from "./brush";
import { startKeys } from "./keys";
import { startPaste } from "./paste";
import { startPictures } from "./picture";
import { startSpans } from "./spans";

function startCopying(): void {
  const button = document.querySelector<HTMLButtonElement>("button.copy");
  const told = document.querySelector<HTMLElement>(".copied");
  if (!button || !told || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      told.textContent = "Copied.";
    } catch {
      told.textContent = "It could not be copied.";
    }
  });
}

startCopying();
startKeys();
startSpans(document);
startPictures();
startBrush();
startPaste();
