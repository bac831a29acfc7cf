// Runs before the page is drawn: light or dark, where somebody chose it on this device.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is switched off: the system decides.
}
