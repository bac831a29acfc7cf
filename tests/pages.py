"""A test client that looks at every page it gets: each HTML answer in each test is checked."""

import hashlib
import re
from collections import Counter

import html5lib
from flask.testing import FlaskClient
from jinja2 import BytecodeCache

_HTML = "{http://www.w3.org/1999/xhtml}"
_FIELDS = {"input", "select", "textarea"}
_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class _Bytecode(BytecodeCache):
    """Compiled templates, kept for every application that the tests of this process make."""

    def __init__(self):
        self.known = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket):
        self.known[bucket.key] = bucket.bytecode_to_string()


BYTECODE = _Bytecode()

_SOUND = set()
"""How pages look that were found sound in this process."""


class PageFault(AssertionError):
    """A page breaks a rule that holds for all pages."""


class CheckedClient(FlaskClient):
    """Flask's client; an answer with a faulty page fails the test that asked for it."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        seen = response.status_code // 100 != 3 and response.request.method != "HEAD"
        if seen and response.mimetype == "text/html" and response.text:
            check_page(response)
        return response


def check_page(response):
    """Check one HTML answer, a whole page or a part of one.

    Raises:
        PageFault: With everything that is wrong.
    """
    text = response.text
    looks = _looks(text, response)
    if looks in _SOUND:
        return
    whole = text.lstrip()[:15].lower().startswith("<!doctype html>")
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    faults = [f"not valid HTML: {code} at {where}" for where, code, _ in parser.errors]
    faults += _repeated_ids(tree) + _unlabelled_fields(tree) + _loose_scripts(tree, response)
    faults += _images_without_text(tree)
    if whole:
        faults += _outline(tree)
    if faults:
        raise PageFault(f"{response.request.path}: " + "; ".join(faults))
    _SOUND.add(looks)


def _looks(text, response):
    """A page without what is new in each answer; the same page need not be read twice."""
    policy = response.headers.get("Content-Security-Policy", "")
    nonces = re.findall(r"'nonce-([^']+)'", policy)
    for secret in {*nonces, *re.findall(r'name="csrf_token" value="([^"]+)"', text)}:
        text = text.replace(secret, "")
    return hashlib.sha256(text.encode()).digest(), bool(nonces)


def _all(tree, *names):
    return [element for element in tree.iter() if element.tag in {_HTML + name for name in names}]


def _words(element):
    return " ".join("".join(element.itertext()).split())


def _repeated_ids(tree):
    seen = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return [f"id {name!r} is there {times} times" for name, times in seen.items() if times > 1]


def _unlabelled_fields(tree):
    labels = _all(tree, "label")
    named = {label.get("for") for label in labels}
    inside = {id(field) for label in labels for field in _all(label, *_FIELDS)}
    return [
        f"the field {field.get('name')!r} has no label"
        for field in _all(tree, *_FIELDS)
        if field.get("type") not in _UNLABELLED
        and field.get("id") not in named - {None}
        and id(field) not in inside
        and not (field.get("aria-label") or field.get("aria-labelledby"))
    ]


def _loose_scripts(tree, response):
    policy = response.headers.get("Content-Security-Policy", "")
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    return [
        f"the script {script.get('src') or _words(script)[:40]!r} lacks the policy's nonce"
        for script in _all(tree, "script")
        if script.get("nonce") not in nonces and script.get("type") != "application/ld+json"
    ]


def _images_without_text(tree):
    return [
        f"the image {image.get('src')} has no alt"
        for image in _all(tree, "img")
        if image.get("alt") is None
    ]


def _outline(tree):
    faults = []
    headings = [_words(heading) for heading in _all(tree, "h1")]
    titles = [_words(title) for title in _all(tree, "title") if _words(title)]
    if len(headings) != 1:
        faults.append(f"there are {len(headings)} h1")
    elif not any(headings[0] in title for title in titles):
        faults.append(f"the title {titles} does not hold the h1 {headings[0]!r}")
    if not all(root.get("lang") for root in _all(tree, "html")):
        faults.append("the language is not named")
    if len(_all(tree, "main")) != 1:
        faults.append("there is not one main part")
    return faults
