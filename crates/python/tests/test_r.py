"""The page about R runs as it stands, where R and reticulate are."""

import pathlib
import re
import shutil
import subprocess
import sys

import pytest

PAGE = pathlib.Path(__file__).parents[3] / "docs" / "r.md"
CHECKS = """
stopifnot(claim$type == "SANCTION", claim$status == "held", length(types) > 0)
stopifnot(as.character(article$published) == "2024-05-02")
cat("all is well\\n")
"""


def test_the_page_runs_through_python(tmp_path):
    rscript = shutil.which("Rscript")
    if rscript is None or subprocess.run([rscript, "-e", "library(reticulate)"], capture_output=True).returncode:
        pytest.skip("needs R with reticulate (Debian: r-base-core, r-cran-reticulate)")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(
        "BEIJING, 19 June 2023 - The United States and China agreed on Monday to hold talks about trade. "
        "The American foreign secretary met the Chinese foreign minister in Beijing."
    )
    code = re.search(r"```r\n(library\(reticulate\).*?)```", PAGE.read_text(), re.DOTALL).group(1)
    named = "/path/to/venv/bin/python"
    assert named in code
    (tmp_path / "page.R").write_text(code.replace(named, sys.executable) + CHECKS)
    run = subprocess.run([rscript, "page.R"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0 and "all is well" in run.stdout, run.stdout + run.stderr
