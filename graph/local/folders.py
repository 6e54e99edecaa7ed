"""Where we keep things: data in the user's data folder, jars in the user's cache folder."""

import os
from pathlib import Path

import platformdirs


def home_folder() -> Path:
    """The data folder: TSUNAGU_HOME, or `tsunagu` in the user's data folder."""
    named = os.environ.get("TSUNAGU_HOME")
    return (
        Path(named).expanduser()
        if named
        else platformdirs.user_data_path("tsunagu", appauthor=False)
    )


def cache_folder() -> Path:
    """The cache folder: TSUNAGU_CACHE, or `tsunagu` in the user's cache folder."""
    named = os.environ.get("TSUNAGU_CACHE")
    return (
        Path(named).expanduser()
        if named
        else platformdirs.user_cache_path("tsunagu", appauthor=False)
    )
