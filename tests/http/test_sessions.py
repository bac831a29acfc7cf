from directory.http.sessions import MAX_BODY_BYTES, MAX_FORM_PARTS

REAL = {"DIRECTORY_ENV": "production", "TRUSTED_HOSTS": "runners.example"}


def cookie_of(response):
    return response.headers["Set-Cookie"]


def test_the_real_site_ties_its_cookie_to_the_host(make_site):
    visitor = make_site(**REAL).test_client()

    cookie = cookie_of(visitor.get("/remember", base_url="https://runners.example"))

    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_trial_site_keeps_its_cookie_without_https(visitor):
    cookie = cookie_of(visitor.get("/remember"))

    assert cookie.startswith("session=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_a_form_without_its_token_is_refused(visitor):
    answer = visitor.post("/form", data={"a": "b"})

    assert answer.status_code == 400
    assert "Load the page again" in answer.text


def test_a_form_with_its_token_is_taken(site, visitor):
    @site.get("/token")
    def token():
        return {"token": site.jinja_env.globals["csrf_token"]()}

    value = visitor.get("/token").json["token"]

    assert visitor.post("/form", data={"csrf_token": value}).status_code == 200


def test_a_form_over_https_needs_no_referrer(make_site):
    site = make_site(**REAL)

    @site.get("/token")
    def token():
        return {"token": site.jinja_env.globals["csrf_token"]()}

    visitor = site.test_client()
    base = "https://runners.example"
    value = visitor.get("/token", base_url=base).json["token"]

    assert visitor.post("/form", data={"csrf_token": value}, base_url=base).status_code == 200


def test_a_body_that_is_too_large_is_refused(visitor):
    answer = visitor.post("/form", data={"a": "b" * (MAX_BODY_BYTES + 1)})

    assert answer.status_code == 413


def test_a_form_with_too_many_parts_is_refused(visitor):
    fields = {f"field{number}": "" for number in range(MAX_FORM_PARTS + 1)}

    answer = visitor.post("/form", data=fields, content_type="multipart/form-data")

    assert answer.status_code == 413


def test_a_host_that_is_not_ours_gets_plain_words(make_site):
    visitor = make_site(**REAL).test_client()

    answer = visitor.get("/page", base_url="https://evil.example")

    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"


def test_without_proxies_forwarded_headers_are_not_believed(visitor):
    answer = visitor.get(
        "/remember", headers={"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    )

    assert answer.json == {"secure": False, "address": "127.0.0.1"}


def test_only_as_many_proxies_are_believed_as_there_are(make_site):
    visitor = make_site(PROXY_HOPS="1").test_client()

    answer = visitor.get(
        "/remember",
        headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7", "X-Forwarded-Proto": "https"},
    )

    assert answer.json == {"secure": True, "address": "203.0.113.7"}
