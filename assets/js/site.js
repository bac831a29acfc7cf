// Comforts on top of pages that work without it.
import { offerSuggestions } from "./combobox.js";
import { keepTyping } from "./keep.js";
import { readLinks } from "./links.js";
import { closeKindly } from "./menu.js";
import { holdWhileTyping, offerKeys } from "./moderation.js";
import { askAfterCalls } from "./reached.js";
import { showCard } from "./preview.js";
import { offerMap } from "./results_map.js";
import { offerHandingOn } from "./handing_on.js";
import { offerTheme } from "./theme_choice.js";
import { offerShortlist } from "./shortlist.js";
import { followShortlist } from "./shortlist_page.js";

const DESK = matchMedia("(min-width: 64rem)");
const LAST_RESULTS = "last-results";
const POSITION = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 600_000 };

for (const form of document.querySelectorAll("[data-search-form]")) {
  offerLocation(form);
}
for (const input of document.querySelectorAll("[data-suggest]")) {
  offerSuggestions(input);
}
for (const form of document.querySelectorAll("[data-keep]")) {
  keepTyping(form);
}
for (const aside of document.querySelectorAll("[data-preview]")) {
  showCard(aside);
}
for (const told of document.querySelectorAll("[data-read-as]")) {
  readLinks(told);
}
for (const panel of document.querySelectorAll("[data-reached]")) {
  askAfterCalls(panel);
}
for (const dialog of document.querySelectorAll("[data-keys]")) {
  offerKeys(dialog);
}
for (const section of document.querySelectorAll("section[data-hold]")) {
  holdWhileTyping(section);
}
for (const menu of document.querySelectorAll("[data-menu]")) {
  closeKindly(menu);
}
for (const drawer of document.querySelectorAll("[data-drawer]")) {
  keepOpenOnDesk(drawer);
}
for (const list of document.querySelectorAll("[data-results]")) {
  rememberResults(list.dataset.results);
}
for (const section of document.querySelectorAll("[data-map]")) {
  offerMap(section);
}
for (const line of document.querySelectorAll("[data-back]")) {
  offerWayBack(line);
}
for (const page of document.querySelectorAll("[data-shortlist-page]")) {
  followShortlist(page);
}
for (const part of document.querySelectorAll("[data-theme-choice]")) {
  offerTheme(part);
}
offerHandingOn();
offerShortlist();

/** Let people search around themselves; their position is rounded to about a kilometre first. */
function offerLocation(form) {
  const button = form.querySelector("[data-use-location]");
  const status = form.querySelector("[data-location-status]");
  if (!button || !status || !("geolocation" in navigator)) return;

  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    status.textContent = status.dataset.busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        carry(form, "lat", coords.latitude.toFixed(2));
        carry(form, "lon", coords.longitude.toFixed(2));
        form.elements.near.value = "";
        form.submit();
      },
      () => {
        button.removeAttribute("aria-busy");
        status.textContent = status.dataset.denied;
        form.elements.near.focus();
      },
      POSITION,
    );
  });

  // A town that is typed counts more than a position taken before.
  form.elements.near.addEventListener("input", () => {
    for (const name of ["lat", "lon"]) form.querySelector(`[name=${name}]`)?.remove();
  });
}

/** Put a hidden value into a form, or change the one it has. */
function carry(form, name, value) {
  let field = form.querySelector(`[name=${name}]`);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  field.value = value;
}

/** Filters stand open where there is room beside the list. */
function keepOpenOnDesk(drawer) {
  const fit = () => {
    drawer.open = DESK.matches;
  };
  fit();
  DESK.addEventListener("change", fit);
}

/** Keep the address of the list in this tab, so that a listing can lead back to it. */
function rememberResults(words) {
  const { pathname, search } = location;
  try {
    sessionStorage.setItem(LAST_RESULTS, JSON.stringify({ words, address: pathname + search }));
  } catch {
    // Storage is switched off: the browser's own way back remains.
  }
}

/** Lead back to the list this tab showed last. */
function offerWayBack(line) {
  try {
    const last = JSON.parse(sessionStorage.getItem(LAST_RESULTS));
    if (!last) return;
    const link = line.querySelector("a");
    link.href = last.address;
    link.textContent = last.words;
    line.hidden = false;
  } catch {
    // As above.
  }
}
