// Suggestions under a field: the editable combobox with list autocomplete of the ARIA Authoring
// Practices 1.2. Without an answer the field is what it was before: a field.
import Combobox from "@github/combobox-nav";

const LEAST_LETTERS = 2;
const PAUSE_MS = 120;

/**
 * Suggest what may be meant while somebody types.
 *
 * The input says where to ask (`data-suggest`), what the list is called (`data-suggest-label`) and
 * how to count it aloud (`data-suggest-one`, `data-suggest-some` with {n} for the number).
 */
export function offerSuggestions(input) {
  const { suggest: address, suggestLabel, suggestOne, suggestSome } = input.dataset;
  const list = listFor(input, suggestLabel);
  const said = made("div", { className: "sr" }, { "aria-live": "polite" });
  input.after(list, said);
  input.autocomplete = "off";

  const keys = new Combobox(input, list, { tabInsertsSuggestions: false });
  let pause;
  let request;
  let picking = false;

  const close = () => {
    clearTimeout(pause);
    request?.abort();
    keys.stop();
    list.hidden = true;
    said.textContent = "";
  };

  const show = (found) => {
    if (!found.length) return close();
    list.replaceChildren(...found.map(optionFor));
    list.hidden = false;
    list.scrollTop = 0;
    keys.start();
    said.textContent = found.length === 1 ? suggestOne : suggestSome.replace("{n}", found.length);
  };

  const ask = async () => {
    clearTimeout(pause);
    request?.abort();
    const typed = input.value.trim();
    if (typed.length < LEAST_LETTERS) return close();
    const { signal } = (request = new AbortController());
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal });
      const { suggestions = [] } = await answer.json();
      if (!signal.aborted && document.activeElement === input) show(suggestions);
    } catch {
      // No answer, or a stale one that was called off: what is typed can be sent all the same.
      if (!signal.aborted) close();
    }
  };

  const askSoon = () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE_MS);
  };

  const pick = (option) => {
    input.value = option.dataset.text;
    close();
    picking = true;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    picking = false;
    if ("search" in option.dataset) input.form.requestSubmit();
  };

  input.addEventListener("input", (event) => {
    if (!picking && !event.isComposing) askSoon();
  });
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && (input.value || !list.hidden)) {
      event.preventDefault();
      if (list.hidden) input.value = "";
      close();
    } else if (event.key === "ArrowDown" && list.hidden && !event.altKey) {
      event.preventDefault();
      ask().then(() => list.hidden || keys.navigate(1));
    }
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // The field keeps the focus.
  list.addEventListener("combobox-commit", (event) => pick(event.target));
}

function listFor(input, label) {
  const properties = { id: `${input.id}-suggestions`, className: "suggestions", hidden: true };
  return made("ul", properties, { role: "listbox", "aria-label": label });
}

function optionFor({ text, label = text, kind, note, search }) {
  const option = made("li", { className: "suggestions__one" }, { role: "option" });
  option.dataset.text = text;
  if (search) option.dataset.search = "";
  for (const [part, words] of Object.entries({ label, kind, note })) {
    if (!words) continue;
    if (option.firstChild) option.append(made("span", { className: "sr", textContent: ", " }));
    option.append(made("span", { className: `suggestions__${part}`, textContent: words }));
  }
  return option;
}

function made(name, properties, attributes = {}) {
  const element = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
