// Printing, sharing and copying: buttons that only a script can serve.

/** Show the buttons that this device can serve. */
export function offerHandingOn() {
  for (const item of document.querySelectorAll("[data-print]")) {
    offer(item, () => print());
  }
  if (navigator.share) {
    for (const item of document.querySelectorAll("[data-share]")) {
      // Whoever closes the sheet again has not failed.
      offer(item, () => navigator.share({ title: item.dataset.share, url: location.href }).catch(() => {}));
    }
  }
  if (navigator.clipboard) {
    for (const item of document.querySelectorAll("[data-copy]")) offer(item, () => copy(item));
  }
}

function offer(item, act) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", act);
}

async function copy(item) {
  const status = item.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = item.dataset.copied;
  } catch {
    status.textContent = item.dataset.failed;
  }
}
