from pathlib import Path

import pytest

from indexer.settings import IndexSettings, SettingsError, read_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings read the environment: each test gives its own, in a folder without .env."""
    monkeypatch.chdir(tmp_path)
    for name in ("ADVISOR_KNOWLEDGE", "ADVISOR_DATA", "ADVISOR_THREADS", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_without_anything_set_the_folders_are_here():
    settings = read_settings(IndexSettings)
    assert (settings.knowledge, settings.data) == (Path("knowledge"), Path(".advisor"))


def test_the_environment_wins_over_the_env_file_and_an_option_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / ".env").write_text("ADVISOR_KNOWLEDGE=from-file\nADVISOR_DATA=from-file\n", encoding="utf-8")
    monkeypatch.setenv("ADVISOR_DATA", "from-environment")
    assert read_settings(IndexSettings).knowledge == Path("from-file")
    assert read_settings(IndexSettings).data == Path("from-environment")
    assert read_settings(IndexSettings, data=Path("from-option")).data == Path("from-option")
    assert read_settings(IndexSettings, data=None).data == Path("from-environment")


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("ADVISOR_THREADS", "many", "1 to 64"),
        ("ADVISOR_THREADS", "0", "1 to 64"),
        ("ADVISOR_PRECISION", "fp8", "int8"),
        ("ADVISOR_SYNC_SECONDS", "nan", "1 to 86400"),
    ],
)
def test_a_malformed_value_names_its_variable_the_value_and_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, allowed: str
):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as told:
        read_settings(IndexSettings)
    assert variable in str(told.value)
    assert repr(value) in str(told.value)
    assert allowed in str(told.value)


def test_a_secret_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://advisor:canary@db/advisor")
    settings = read_settings(IndexSettings)
    assert "canary" not in repr(settings)
    assert settings.database(Path("a.db")) == "postgresql://advisor:canary@db/advisor"


def test_without_a_database_url_the_file_is_the_database():
    assert read_settings(IndexSettings).database(Path("a.db")) == "sqlite:///a.db"
