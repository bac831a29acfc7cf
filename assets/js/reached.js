// After a call: asks on the listing what came of it, with the form of that question's own page.

const CALLED = "called";

/** Show a panel when somebody comes back from a call they began here. */
export function askAfterCalls(panel) {
  const address = panel.dataset.reached;
  const here = panel.querySelector("[data-reached-here]");

  /** Put what an answered page has to say into the panel. */
  const put = async (answer) => {
    const page = new DOMParser().parseFromString(await (await answer).text(), "text/html");
    const part = page.querySelector("[data-reached-part]");
    if (!part) throw new Error("nothing to show");
    here.replaceChildren(...part.childNodes);
    panel.hidden = false;
  };

  const ask = () => {
    if (document.visibilityState !== "visible" || !wasCalled(address)) return;
    put(fetch(address)).catch(() => {
      // The listing's own link to the question remains.
    });
  };

  for (const link of document.querySelectorAll("a[href^='tel:']")) {
    link.addEventListener("click", () => remember(address));
  }
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);
  addEventListener("pageshow", ask);

  panel.querySelector("[data-reached-close]").addEventListener("click", () => {
    panel.hidden = true;
  });
  here.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const fields = new FormData(form);
    if (submitter?.name) fields.set(submitter.name, submitter.value);
    event.preventDefault();
    put(fetch(form.action, { method: "POST", body: fields })).catch(() => {
      panel.hidden = true;
    });
  });
}

function remember(address) {
  try {
    sessionStorage.setItem(CALLED, address);
  } catch {
    // Storage is switched off: nobody is asked.
  }
}

/** Whether this listing was called from this tab; asked once for each call. */
function wasCalled(address) {
  try {
    if (sessionStorage.getItem(CALLED) !== address) return false;
    sessionStorage.removeItem(CALLED);
    return true;
  } catch {
    return false;
  }
}
