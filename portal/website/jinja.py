"""What the templates of the public pages can ask for: addresses, files, dates in Dutch. Whole numbers are printed as they are.

A card says what there is to say, and no more: what it does not have is nothing, and so is what nothing has."""

from datetime import date, datetime
from functools import cache, lru_cache
from itertools import groupby
from keyword import iskeyword
from unicodedata import is_normalized

import jinja2
from django.template import defaultfilters
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import missing
from markupsafe import Markup, _escape_inner, escape


class Page(jinja2.Template):
    """A template whose macros are made once: they know no context, so it does not matter which page asks for them."""

    @classmethod
    def _from_namespace(cls, environment, namespace, globals):
        namespace["escaped"] = _escape_inner  # a name in the module of a template is found sooner than one of an object
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx=None):
        return super()._get_default_module()


class Generator(CodeGenerator):
    """Writes the Python of a template. Most of what a page prints are words from a dict, and macros of what they are given: both
    are written out, without the calls between that ask who is asking. Nothing that a template can call here wants to know."""

    def _output_child_pre(self, node, frame, finalize):
        if self._prints(frame, finalize):
            self.write("(escaped(said) if type(said := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node, frame, finalize):
        if self._prints(frame, finalize):
            self.write(") is str else environment.printed(said))")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _prints(frame, finalize) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None

    def visit_Getattr(self, node, frame):
        if self.environment.is_async:
            return super().visit_Getattr(node, frame)
        name, held = repr(node.attr), f"held_{self._depth(node)}"
        self.write(f"({held}[{name}] if type({held} := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {name} in {held} else environment.getattr({held}, {name}))")

    def _depth(self, node) -> int:
        """What is held of an attribute of an attribute has a name of its own."""
        return 1 + max((self._depth(inner) for inner in node.find_all(nodes.Getattr)), default=0)

    def visit_Call(self, node, frame, forward_caller=False):
        plain = not (node.dyn_args or node.dyn_kwargs or any(iskeyword(given.key) for given in node.kwargs))
        if self.environment.is_async or forward_caller or not plain:
            return super().visit_Call(node, frame, forward_caller=forward_caller)
        self.visit(node.node, frame)
        self.write("(")
        for given in [*node.args, *node.kwargs]:
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref, frame):
        self.write("environment.straight(")
        super().macro_def(macro_ref, frame)
        self.write(")")


class Environment(jinja2.Environment):
    """Jinja2 for cards: `card.values` is what the card says of itself under that name, never a method of a dict."""

    template_class = Page
    code_generator_class = Generator

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._found: dict[str, jinja2.Template] = {}

    @staticmethod
    def printed(value):
        """What is printed, safe in HTML. As `markupsafe.escape`, without an object for each word."""
        if type(value) is str:
            return _escape_inner(value)
        return value if type(value) is Markup else escape(value)

    @staticmethod
    def straight(macro):
        """The macro as a function of what it is given. What it does not know it refuses, as it always did."""
        draw, names, safe = macro._func, macro.arguments, str.__new__
        if macro.catch_kwargs or macro.catch_varargs or macro.caller or not macro._default_autoescape:
            return macro

        def drawn(*given, **named):
            if len(given) == len(names) and not named:
                return safe(Markup, draw(*given))
            others = [named.pop(name, missing) for name in names[len(given) :]]
            if named or len(given) > len(names):
                return macro(*given, **named)
            return safe(Markup, draw(*given, *others))  # it is a str: what Markup() would ask it first is known

        return drawn

    def get_template(self, name, parent=None, globals=None):
        """Each page asks its parts again; which file a name is does not change while the process lives."""
        if self.auto_reload or globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found

    def getattr(self, obj, attribute):
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(**options) -> Environment:
    """Made once per process; each template is compiled when it is first asked for."""
    ours = Environment(**{**options, "undefined": jinja2.ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True})
    ours.globals.update(url=url, static=cache(static))  # what a file is called is settled when the process starts
    ours.filters.update(
        date=worded_date,
        runs=runs,
        truncatechars=truncatechars,
        capfirst=defaultfilters.capfirst,
        linebreaks=defaultfilters.linebreaks_filter,
        urlencode=defaultfilters.urlencode,
    )
    return ours


def url(name: str) -> str:
    """The address of a page that has one address."""
    return _address(name, get_script_prefix())


@cache
def _address(name: str, _prefix: str) -> str:
    return reverse(name)


def worded_date(moment: date | None, form: str) -> str:
    """A day or a moment in Dutch, in the format of Django; moments by the clock of here. Nothing for nothing."""
    if not moment:
        return ""
    if isinstance(moment, datetime) and moment.tzinfo:
        return _worded_here(moment, form, moment.fold)
    return _worded(moment, form)


@lru_cache(maxsize=4096)
def _worded(day: date, form: str) -> str:
    """The same days stand on many pages."""
    return date_format(day, form)


@lru_cache(maxsize=2048)
def _worded_here(moment: datetime, form: str, _fold: int) -> str:
    """Of two moments that say the same hour in October, `_fold` is the difference."""
    return date_format(timezone.localtime(moment), form)


def truncatechars(text: str, length: int) -> str:
    """Django's, which has nothing to do for a short text whose letters are written in one way."""
    return text if len(text) <= length and is_normalized("NFC", text) else defaultfilters.truncatechars(text, length)


def runs(rows: list[dict], name: str) -> list[tuple]:
    """[(value, rows)]: the rows in their order, those with the same value next to each other together."""
    return [(value, list(same)) for value, same in groupby(rows, key=lambda row: row.get(name))]
