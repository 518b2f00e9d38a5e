from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

from tests.bench._running import main

HOLDS = 'from tests.bench.row import never\ndef run():\n    return [never("lost", 0, "lost", of=1)]\n'
LACKS = "def run():\n    return []\n"


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_lacks_what_it_needs_is_named_and_fails_on_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    name = f"sets_{ci}"
    for file, text in (("__init__", ""), ("first", HOLDS), ("second", LACKS)):
        path = tmp_path / name / f"{file}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv("ONLY", raising=False)
    package, told = importlib.import_module(name), tmp_path / "told.json"
    assert main(package, told) == code
    assert [row["name"] for row in json.loads(told.read_text())] == ["lost"]
    monkeypatch.setenv("ONLY", "first")
    assert main(package, told) == 0
    monkeypatch.setenv("ONLY", "second")
    assert main(package, told) == 1
    assert capsys.readouterr().err.count("Not tried: second.\n") == 2
