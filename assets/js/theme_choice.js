// Light or dark as the system has it, or as somebody chooses; kept on this device alone.

const KEY = "theme";

/** Offer the choice in a part that is hidden where it could not be kept. */
export function offerTheme(part) {
  const root = document.documentElement;
  const buttons = [...part.querySelectorAll("button")];
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.value === (root.dataset.theme ?? "")));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (!keep(button.value)) return;
      if (button.value) root.dataset.theme = button.value;
      else delete root.dataset.theme;
      show();
    });
  }
  part.hidden = !keep(root.dataset.theme ?? "");
  show();
}

/** Keep the choice, or nothing where the system decides; false where nothing can be kept. */
function keep(theme) {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
