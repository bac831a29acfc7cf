// Passkeys: asks the browser for one and sends its answer along with the form it stands in.
const supported = "PublicKeyCredential" in window && "credentials" in navigator;
const BYTES_FIELDS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

for (const offer of document.querySelectorAll("[data-passkey-offer]")) {
  offer.hidden = !supported;
}
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (supported) prepare(form);
}

/** Show a form that needs a passkey, and have it ask for one before it is sent. */
function prepare(form) {
  const status = form.querySelector("[data-passkey-status]");
  const options = JSON.parse(form.dataset.options);
  const host = options.rpId ?? options.rp.id;

  form.hidden = false;
  for (const reason of document.querySelectorAll("[data-passkey-absent]")) reason.hidden = true;
  if (location.hostname !== host && !location.hostname.endsWith(`.${host}`)) {
    status.textContent = status.dataset.elsewhere.replace("{host}", host);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-busy", "true");
    status.textContent = status.dataset.busy;
    try {
      form.elements.answer.value = JSON.stringify(await ask(form.dataset.passkey, options));
      form.submit();
    } catch {
      // Declined, timed out, or no passkey there: the browser has said more about it itself.
      status.textContent = status.dataset.failed;
      button.removeAttribute("aria-busy");
    }
  });
}

/** Have the browser make ("create") or use ("get") a passkey, and write its answer as JSON can. */
async function ask(deed, options) {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytesOf(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(known) }),
    ...(options.allowCredentials && { allowCredentials: options.allowCredentials.map(known) }),
  };
  const credential = await navigator.credentials[deed]({ publicKey });
  const { response } = credential;
  const fields = BYTES_FIELDS.filter((name) => response[name]).map((name) => [name, textOf(response[name])]);
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: { ...Object.fromEntries(fields), transports: response.getTransports?.() ?? [] },
  };
}

function known(credential) {
  return { ...credential, id: bytesOf(credential.id) };
}

/** Bytes from base64url. */
function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** Bytes as base64url, without padding. */
function textOf(bytes) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
