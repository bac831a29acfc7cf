// The page of the shortlist: whose list it shows, and how it becomes one's own.
import { addressOf, change, kept, works } from "./shortlist.js";

/** Follow the list of this device on its page; somebody else's stays as it was shared. */
export function followShortlist(page) {
  if (!works()) return;
  const shown = page.dataset.shortlistPage.split(",").filter(Boolean);
  const asked = (new URLSearchParams(location.search).get("who") ?? "").split(",");
  const own = kept();
  if (!shown.length) {
    if (!location.search && own.length) location.replace(addressOf(location.pathname, own));
    return;
  }

  let mine = isSame(shown, own) || isSame(asked, own);
  // A listing that was renamed is kept under its new name; one that is gone may come back.
  if (mine && shown.length === own.length) change("kept", shown);
  const follow = () => {
    const list = kept();
    // What one drops oneself leaves the address too; the row stays, so that it can be kept again.
    if (mine && list.length) history.replaceState(null, "", addressOf(location.pathname, list));
    mine ||= isSame(shown, list);
    page.querySelector("[data-shared]").hidden = mine;
    page.querySelector("[data-emptied]").hidden = !mine || list.length > 0;
    page.querySelector("[data-own]").hidden = mine || !list.length;
    page.querySelector("[data-remove-all]").hidden = !mine || !list.length;
  };
  for (const button of page.querySelectorAll("[data-keep-all]")) {
    button.addEventListener("click", () => {
      change("kept", [...new Set([...kept(), ...shown])]);
      location.assign(addressOf(location.pathname, kept()));
    });
  }
  page.querySelector("[data-remove-all] button").addEventListener("click", () => {
    change("kept", []);
    page.querySelector("[data-emptied] button").focus();
  });
  document.addEventListener("shortlist", follow);
  follow();
}

function isSame(one, other) {
  return one.length === other.length && one.every((slug) => other.includes(slug));
}
