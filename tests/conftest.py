"""The cast and what the tests stand on."""

pytest_plugins = [
    "tests.machinery.databases",
    "tests.machinery.servers",
    "tests.machinery.browser",
    "tests.machinery.strictness",
    "tests.machinery.misbehaving",
    "tests.machinery.postoffice",
    "tests.cast",
]
