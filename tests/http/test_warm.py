from directory.http.warm import warm_up
from directory.search.whoosh_engine import WhooshEngine


def test_a_process_gets_ready_with_and_without_an_index(app, settings):
    warm_up(app)
    WhooshEngine(settings.index_path).rebuild([])

    warm_up(app)

    assert app.jinja_env.cache
