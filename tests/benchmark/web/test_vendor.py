"""What we took from others is unchanged, complete and licensed."""

import hashlib
import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "benchmark" / "web" / "static" / "web"
KERN = STATIC / "vendor" / "kern" / "2.7.2"
ENTRY = json.loads((KERN / "vendor.json").read_text(encoding="utf-8"))


@pytest.mark.requirement("I2.12")
def test_every_vendored_file_is_listed_with_its_hash():
    listed = {entry["file"]: entry["sha256"] for entry in ENTRY["files"]}
    present = {
        path.relative_to(KERN).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in KERN.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert present == listed


def test_the_package_is_named_with_version_and_licence():
    assert (ENTRY["name"], ENTRY["version"], ENTRY["licence"]) == ("@kern-ux/native", "2.7.2", "EUPL-1.2")
    assert "EUPL" in (KERN / "LICENSE.md").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (KERN / "fonts" / "fira-sans" / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", sorted(STATIC.rglob("*.css")), ids=lambda path: path.name)
def test_style_sheets_name_only_files_that_exist_and_no_other_host(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "sourceMappingURL" not in css
    assert "@import" not in css
    for reference in re.findall(r"url\(\s*[\"']?([^\"')]+)", css):
        assert reference.startswith("data:") or (sheet.parent / reference).is_file(), reference


def test_our_own_style_sheets_take_colours_from_tokens():
    for name in ("app.css", "charts.css", "print.css"):
        css = re.sub(r"\[(?:fill|stroke)=\"#[0-9a-f]{6}\"\]", "", (STATIC / name).read_text(encoding="utf-8"))
        assert not re.findall(r":[^;{}]*(?:#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl|oklch)", css)


def test_our_own_script_is_small_and_writes_no_markup():
    script = (STATIC / "app.js").read_text(encoding="utf-8")
    assert len(script.encode()) < 3000
    assert not re.search(r"innerHTML|insertAdjacentHTML|eval\(|document\.write", script)
