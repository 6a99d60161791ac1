"""axe-core in headless Chromium over one page of each kind, light and dark.

npm pack axe-core && tar xzf axe-core-*.tgz package/axe.min.js
GRADEKIT_AXE=package/axe.min.js pytest -m long tests/documents/test_accessibility.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from pages import PAGES, page

from gradekit.documents.blocks import Document
from gradekit.documents.html import to_html

AXE = os.environ.get("GRADEKIT_AXE", "")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not (AXE and CHROMIUM), reason="needs Chromium, and GRADEKIT_AXE with the path of axe.min.js"),
]
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=20000", "--dump-dom"),
]
RUN = """
<script>%s</script>
<script>axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}).then(found => {
  const told = document.createElement("pre");
  told.id = "axe";
  told.textContent = JSON.stringify({passed: found.passes.map(rule => rule.id), failed: found.violations.map(rule =>
    [rule.id, rule.help, rule.nodes.map(node => node.html.slice(0, 200) + " " + node.failureSummary).slice(0, 3)])});
  document.body.append(told);
});</script>
"""


def checked(document: Document, scheme: str, folder: Path) -> tuple[list[str], list[object]]:
    """The rules of axe that a page passed and those that it failed. Its own policy would not let axe run."""
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", to_html(document))
    if scheme == "dark":
        source = source.replace("@media (prefers-color-scheme: dark)", "@media all")
    axe = Path(AXE).read_text(encoding="utf-8").replace("</script", "<\\/script")
    source = source.replace("</body>", f"{RUN % axe}</body>")
    file = folder / "page.html"
    file.write_text(source, encoding="utf-8")
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'chromium'}", file.as_uri()],
        check=True, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    found = re.search(r'<pre id="axe">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, "axe did not finish"
    told = json.loads(unescape(found[1]))
    return told["passed"], told["failed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_each_kind_passes_axe(kind: str, scheme: str, tmp_path: Path) -> None:
    passed, failed = checked(page(kind), scheme, tmp_path)
    assert failed == []
    assert {"color-contrast", "heading-order", "html-has-lang", "page-has-heading-one"} <= set(passed)


def test_axe_finds_what_is_wrong(tmp_path: Path) -> None:
    _, failed = checked(Document("T", (), language=""), "light", tmp_path)
    assert "html-has-lang" in str(failed)
