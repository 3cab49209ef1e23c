"""What a browser may fetch before it is asked for: the page behind a link, while the finger is still going down.

Named in a header (`portal.website.middleware.LooksAhead`), so that no page needs a script in its text. Fetched only, never
drawn: nothing of the page runs before somebody opens it. What is fetched so is no reading; `portal.js` says when it was opened.
"""

from django.http import JsonResponse

from portal.catalogue.kept import reading

ADDRESS = "vooruit.json"
PAGES = [  # public pages that are kept: to answer one costs next to nothing
    "/",
    "/fiches/*",
    "/themas/*",
    "/materialen/*",
    "/bronnen/*",
    "/studiedagen/*",
    "/sprekers/*",
]
NEVER = ["/*\\?(.+)", "/*.*", "/studiedagen/*/inschrijven/*"]  # a question, a file, a form
RULES = {
    "prefetch": [
        {
            "where": {"and": [{"href_matches": PAGES}, {"not": {"href_matches": NEVER}}]},
            "eagerness": "conservative",
        }
    ]
}


@reading
def rules(request):
    response = JsonResponse(RULES, content_type="application/speculationrules+json")
    response["Cache-Control"] = "public, max-age=86400"
    return response
