"""The workshop's own files hold together: citation, hooks, lints, lower bounds, CI."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from geomap import __version__

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
DATA_IN_USE = {"GeoNames", "Natural Earth", "GLOBE"}


def recipe(target: str) -> str:
    return re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE).group(1)


def lowest() -> dict[str, str]:
    """What pyproject.toml asks for at least, by name; a name without a bound has an empty one."""
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    asked += [line for name in ("lab", "terrain", "distributed") for line in
              PROJECT["optional-dependencies"][name]]  # fmt: skip
    found = map(Requirement, asked)
    return {
        need.name.lower(): next(
            (s.version for s in need.specifier if s.operator in {">=", "=="}), ""
        )
        for need in found
        if need.name != PROJECT["name"]
    }


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.mark.parametrize("field", ["cff-version", "message", "title", "authors"])
def test_the_citation_has_what_its_format_requires(field):
    assert CITATION[field]


def test_the_citation_is_of_this_version_and_names_the_data():
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] == "software"
    assert CITATION["version"] == __version__
    assert all(author.get("name") or author.get("family-names") for author in CITATION["authors"])
    for source in CITATION["references"]:
        assert source["type"] == "data"
        assert source["title"]
        assert source["authors"]
    titles = " ".join(source["title"] for source in CITATION["references"])
    assert all(name in titles for name in DATA_IN_USE)


def test_hooks_are_the_lints_of_make_lint_and_fetch_nothing():
    assert [repository["repo"] for repository in HOOKS] == ["local"]
    hooks = HOOKS[0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    called = [re.match(r"\.venv/bin/([\w-]+)", hook["entry"]).group(1) for hook in hooks]
    assert called.count("ruff") == 2
    assert set(called) == set(re.findall(r"\$\(BIN\)/([\w-]+)", recipe("lint")))


def test_pre_commit_reads_its_configuration():
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)


def oxlint(path: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("oxlint")
    if not tool.exists():
        pytest.skip("oxlint is not installed beside this Python")
    command = [str(tool), "--config", str(ROOT / ".oxlintrc.json"), "--deny-warnings", str(path)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("rule", "script"),
    [
        ("no-undef", "(function () { nowhere(); })();"),
        ("no-unused-vars", "(function () { var unused = 1; })();"),
        ("eqeqeq", "(function (a) { if (a == 1) geomap.draw(a); })(2);"),
        ("no-eval", '(function () { eval("1"); })();'),
    ],
)
def test_the_lint_of_the_scripts_sees_a_mistake(tmp_path, rule, script):
    (tmp_path / "wrong.js").write_text(script, encoding="utf-8")
    found = oxlint(tmp_path / "wrong.js")
    assert found.returncode != 0
    assert rule in found.stdout


def test_the_pages_scripts_are_clean():
    found = oxlint(ROOT / "geomap")
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", sorted(lowest()))
def test_every_dependency_has_a_lower_bound_and_the_oldest_lock_holds_it(name):
    bound = lowest()[name]
    assert bound, f"{name} has no lower bound in pyproject.toml; then: make lock"
    pinned = pins("oldest.lock")[name]
    pad = [*map(int, re.findall(r"\d+", pinned))][: bound.count(".") + 1]
    assert pad == [*map(int, bound.split("."))], f"{name} {pinned}: make lock"


def test_the_oldest_are_older_than_the_newest():
    oldest, newest = pins("oldest.lock"), pins("dev.lock")
    for name in ("numpy", "pandas", "scipy", "shapely", "pyogrio", "typer"):
        assert oldest[name] != newest[name]


def test_ci_runs_the_lint_the_map_and_every_test():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [*re.findall(r"^make (\w+)$", script, re.MULTILINE)] == ["lint", "map", "coverage"]
    with_coverage, alone = recipe("coverage").splitlines()[0], recipe("test").rstrip()
    assert with_coverage.startswith(alone)
