"""Whether everybody can use a page: what axe finds, what does not fit, what the policy of the page refuses."""

from axe_playwright_python.sync_playwright import Axe

WATCH = "window.refused = []; document.addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
STILL = """document.getAnimations()
  .filter(move => move.effect.getTiming().iterations !== Infinity).forEach(move => move.finish())"""
THAT_CHANGE = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "aria-hidden-focus"]


def watch(visit):
    """From the next page on, it is noticed what the policy refuses; returns the visit."""
    visit.page.context.add_init_script(WATCH)
    return visit


def open_details(page) -> None:
    """What is folded away can be seen."""
    page.evaluate("document.querySelectorAll('#content details').forEach(part => { part.name = ''; part.open = true })")


def complaints(visit, **options) -> list[str]:
    """What axe finds wrong on the page as it is now."""
    found = Axe().run(visit.page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def problems(visit) -> list[str]:
    """What is wrong with the page for somebody: on a wide screen in light by every rule, then on a telephone in the dark by the
    rules that can say something else there."""
    page = visit.page
    page.wait_for_load_state()
    page.wait_for_timeout(100)
    found = [f"refused: {directive}" for directive in page.evaluate("window.refused || []")]  # before axe, which brings a style
    open_details(page)
    found += complaints(visit) + _too_wide(visit)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_timeout(100)
    page.evaluate(STILL)  # a colour on its way to another is neither; waiting for its end never ends where no frames are drawn
    found += [f"390, dark: {problem}" for problem in complaints(visit, runOnly=THAT_CHANGE) + _too_wide(visit)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def _too_wide(visit) -> list[str]:
    pixels = visit.overflow()
    return [f"{pixels} pixels too wide"] if pixels else []
