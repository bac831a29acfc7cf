"""What each application and each engine works out anew, worked out once for all tests of a process.

A site makes one application and one engine. Tests make one for nearly every test, and spent a
fourth of their time on compiling the same routes and the same SQL. Nothing of ours is replaced.
"""

from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_BUILDERS = {}
_DIALECTS: dict[str, Dialect] = {}
_STATEMENTS = LRUCache(3000)


def remember_routes():
    """Let rules that are alike share the function that builds their address.

    That function is made of the rule's text alone and is handed the rule it works for.
    """
    compile_builder = Rule._compile_builder  # noqa: SLF001 - werkzeug compiles it in each Map

    def remembered(rule, append_unknown=True):
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = (rule.rule, tuple(rule._trace), defaults, append_unknown)  # noqa: SLF001
        if key not in _BUILDERS:
            _BUILDERS[key] = compile_builder(rule, append_unknown)
        return _BUILDERS[key]

    Rule._compile_builder = remembered  # noqa: SLF001


def remember_statements(engine: Engine):
    """Let an engine take SQL that another engine of its kind has compiled.

    What is compiled is kept by dialect, so all of a kind share one, which has met its server.
    """
    with engine.connect():  # the first connection tells the dialect of its server
        pass
    engine.dialect = _DIALECTS.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_STATEMENTS)
