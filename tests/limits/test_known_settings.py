"""A setting that is none is said to be none, with the one that may be meant."""

import re
from pathlib import Path

import server
from server.known_settings import known_settings, unknown_settings


def test_what_is_no_setting_is_told_with_what_is_near() -> None:
    environment = {
        "TSUNAGU_TODYA": "2021-07-31",
        "TSUNAGU_LIMIT_DETPH": "9",
        "TSUNAGU_NOTHING_LIKE_IT": "1",
        "TSUNAGU_PORT": "8000",
        "TSUNAGU_TEST_NEO4J_URI": "bolt://x",
        "TSUNAGU_GOLDENS": "reprint",
        "PATH": "/bin",
    }
    assert [*unknown_settings(environment)] == [
        "TSUNAGU_LIMIT_DETPH is no setting of Tsunagu and is passed over; did you mean TSUNAGU_LIMIT_DEPTH?",
        "TSUNAGU_NOTHING_LIKE_IT is no setting of Tsunagu and is passed over.",
        "TSUNAGU_TODYA is no setting of Tsunagu and is passed over; did you mean TSUNAGU_TODAY?",
    ]


def test_every_setting_that_the_readme_and_the_docs_name_is_known() -> None:
    root = Path(server.__file__).parents[1]
    pages = [root / "README.md", *(root / "docs").rglob("*.md"), root / "docker-compose.yml"]
    named = {
        each
        for page in pages
        for each in re.findall(r"\bTSUNAGU_[A-Z0-9_]*[A-Z0-9]\b", page.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert [*unknown_settings(dict.fromkeys(named, ""))] == []
    assert named & known_settings()
