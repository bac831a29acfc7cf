// The moderators' pages: keys, and taking a case as soon as somebody writes about it.
const OFF = "moderation-keys-off";
const KEEP_MS = 5 * 60_000;

/** Let keys lead through a page; they rest while somebody types, and can be turned off. */
export function offerKeys(dialog) {
  const hint = document.querySelector("[data-keys-hint]");
  const box = dialog.querySelector("[data-keys-on]");
  if (hint) hint.hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => remember(!box.checked));
  hint?.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isOff() || dialog.open || writes(event.target)) return;
    if (act(event.key, dialog)) event.preventDefault();
  });
}

/** Tell others that somebody is at a case: from the first letter on, as long as more follow. */
export function holdWhileTyping(section) {
  const field = document.querySelector("[data-decide] textarea");
  const words = section.querySelector("[data-hold-words]");
  if (!field || !words) return;
  let asked = "held" in section.dataset ? Date.now() : 0;
  field.addEventListener("input", async () => {
    if (Date.now() - asked < KEEP_MS) return;
    asked = Date.now();
    const told = await take(section.dataset.hold, field.form.elements.csrf_token.value);
    if (!told?.until) return;
    const sentence = told.words ? section.dataset.other : section.dataset.mine;
    words.textContent = sentence.replace("{time}", told.until);
    words.classList.toggle("hold__who--other", Boolean(told.words));
    section.querySelector("[data-take]")?.remove();
  });
}

/** Take a case; gives until when and, where another one has it, words. */
async function take(address, token) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
    return answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  } catch {
    // Without a connection the decision itself says who was first.
    return null;
  }
}

/** Do what a key stands for; tells whether it stands for anything here. */
function act(key, dialog) {
  if (key === "?") {
    dialog.showModal();
    return true;
  }
  if (key === "j" || key === "ArrowDown") return step(1, key);
  if (key === "k" || key === "ArrowUp") return step(-1, key);
  if (key === "d") return goTo(document.querySelector("#decide"));
  return /^[1-9]$/.test(key) && choose(Number(key));
}

/** Move through the queue; arrows scroll as ever until somebody stands in it. */
function step(by, key) {
  const links = [...document.querySelectorAll("[data-queue] h2 a")];
  const now = links.findIndex((link) => link.closest("li").contains(document.activeElement));
  if (!links.length || (key.startsWith("Arrow") && now < 0)) return false;
  return goTo(links[Math.min(Math.max(now < 0 ? 0 : now + by, 0), links.length - 1)]);
}

/** Choose a reason at hand by its number. */
function choose(number) {
  const option = document.querySelectorAll("[data-decide] [name=saved]")[number - 1];
  if (!option) return false;
  option.checked = true;
  option.dispatchEvent(new Event("change", { bubbles: true }));
  return goTo(option);
}

function goTo(part) {
  part?.focus();
  part?.scrollIntoView({ block: "nearest" });
  return Boolean(part);
}

/** Whether keys write there, or choose among options of a list. */
function writes(part) {
  if (!(part instanceof Element)) return false;
  const type = part.getAttribute("type");
  const ticks = part.matches("input") && (type === "checkbox" || type === "radio");
  return part.isContentEditable || (part.matches("input, select, textarea") && !ticks);
}

function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  } catch {
    // Storage is switched off: the keys stay as they are.
  }
}
