// Keeps what is typed into a long form, so that a closed tab loses nothing.

const PAUSE_MS = 1500;

/** Send a form's fields to where its drafts are kept, a moment after each change and on leaving. */
export function keepTyping(form) {
  let timer = 0;
  let pending = false;

  const send = () => {
    clearTimeout(timer);
    if (!pending) return;
    pending = false;
    const fields = new FormData(form);
    fields.delete("proof");
    fields.set("step", form.dataset.step);
    // As a plain form: it may have more fields than one of several parts can.
    navigator.sendBeacon(form.dataset.keep, new URLSearchParams(fields));
  };

  form.addEventListener("input", () => {
    pending = true;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    pending = false;
    clearTimeout(timer);
  });
  addEventListener("pagehide", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
}
