// Draws the card of a listing anew while it is being typed.

const PAUSE_MS = 900;

/** Ask the server for the card of what a form holds, a moment after each change. */
export function showCard(aside) {
  const form = document.getElementById("page");
  const card = aside.querySelector("[data-preview-card]");
  let timer = 0;
  let asked = null;

  const draw = async () => {
    asked?.abort();
    asked = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("step", form.dataset.step);
    try {
      const answer = await fetch(aside.dataset.preview, {
        method: "POST",
        body: fields,
        signal: asked.signal,
      });
      if (!answer.ok || answer.redirected) return;
      card.innerHTML = await answer.text();
      aside.hidden = false;
    } catch {
      // Without an answer the card stays as it was; the last page shows it anyway.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE_MS);
  });
  draw();
}
