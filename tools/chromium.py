"""Where Chromium is, for the tests that look at pages as people do.

python -m tools.chromium --install    prints its path; installs Debian's when there is none and we are root
"""

import os
import shutil
import subprocess
import sys

# Chromium keeps two pages of its own ready behind the address bar of each window: a renderer that competes with ours. The
# others are those that Playwright turns off; the last such list is the one that counts.
FEATURES_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *(
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsUpgrades",
        "HttpsFirstBalancedModeAutoEnable",
    ),
    *("LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
QUIET = f"--disable-features={','.join(FEATURES_OFF)}"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of $CHROMIUM or of a Chromium on the PATH."""
    chosen = os.environ.get("CHROMIUM")
    for name in [chosen] if chosen else NAMES:
        if path := shutil.which(name):
            return path
    return None


def ensure() -> str | None:
    """Like `find`, after an attempt to install Debian's where there is none; says loudly what will be missing without it."""
    if path := find():
        return path
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("No Chromium here: installing Debian's ...", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if path := find():
        return path
    print(
        "\n" + "!" * 100 + "\nNO CHROMIUM: every test in a real browser (journeys, axe, weight, dark) will be SKIPPED.\n"
        "Install chromium, or give its path in CHROMIUM.\n" + "!" * 100 + "\n",
        file=sys.stderr,
        flush=True,
    )
    return None


if __name__ == "__main__":
    path = ensure() if "--install" in sys.argv else find()
    print(path or "none")
    sys.exit(not path)
