"""A long command says how far it is."""

import io

import pytest
from django.core.management.base import OutputWrapper

from portal.operations.progress import Progress


class Screen(io.StringIO):
    def isatty(self):
        return True


def shown(stream, total, **kwargs) -> str:
    progress = Progress(total, "Fiches", OutputWrapper(stream), **kwargs)
    assert list(progress.over(range(total))) == list(range(total))
    progress.end()
    return stream.getvalue()


def test_elsewhere_than_in_a_terminal_there_is_a_line_for_every_tenth():
    lines = shown(io.StringIO(), 250).splitlines()
    assert (len(lines), lines[0], lines[-1]) == (10, "Fiches: 10% (25/250)", "Fiches: 100% (250/250)")


def test_in_a_terminal_there_is_one_line_with_a_bar():
    text = shown(Screen(), 250)
    assert text.endswith(f"\rFiches [{'#' * 30}] 100% 250/250\n")
    assert text.count("\n") == 1


@pytest.mark.parametrize(("total", "quiet"), [(99, False), (0, False), (5000, True)])
def test_few_things_or_a_quiet_command_show_nothing(total, quiet):
    assert shown(Screen(), total, quiet=quiet) == ""
