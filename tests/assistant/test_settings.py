from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant import Settings, SettingsError, load_settings


@pytest.fixture
def file(tmp_path):
    """Writes leitlinien.toml into the working folder."""

    def write(content):
        (tmp_path / "leitlinien.toml").write_text(content, encoding="utf-8")

    return write


def test_defaults():
    settings = load_settings()
    assert settings.documents == Path("documents")
    assert settings.host == "127.0.0.1"
    assert settings.models_folder == Path("var/models")
    assert settings.index_folder == Path("var/index")


def test_file_wins_over_the_default(file):
    file('port = 8001\noperator = "Stadt Neustadt"')
    settings = load_settings()
    assert (settings.port, settings.operator) == (8001, "Stadt Neustadt")


def test_environment_wins_over_the_file(file, monkeypatch):
    file('port = 8001\nhost = "::1"')
    monkeypatch.setenv("LEITLINIEN_PORT", "8002")
    settings = load_settings()
    assert (settings.port, settings.host) == (8002, "::1")


def test_what_is_given_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("LEITLINIEN_PORT", "8002")
    assert load_settings(port=8003).port == 8003


def test_folders_of_what_is_built_lie_in_var(monkeypatch, tmp_path):
    monkeypatch.setenv("LEITLINIEN_VAR", str(tmp_path))
    settings = load_settings()
    assert settings.models_folder.parent == settings.index_folder.parent == tmp_path


def test_unknown_key_in_the_environment_is_refused(monkeypatch):
    monkeypatch.setenv("LEITLINIEN_PROT", "8002")
    with pytest.raises(SettingsError, match=r"LEITLINIEN_PROT: unknown.*LEITLINIEN_PORT"):
        load_settings()


def test_unknown_key_in_the_file_is_refused(file):
    file("prot = 8002")
    with pytest.raises(SettingsError, match="'prot'"):
        load_settings()


def test_unknown_key_that_is_given_is_refused():
    with pytest.raises(SettingsError, match="'prot'"):
        load_settings(prot=8002)


def test_other_variables_of_the_environment_are_none_of_our_business(monkeypatch):
    monkeypatch.setenv("LEITLINIE", "1")
    monkeypatch.setenv("PORT", "1")
    assert load_settings().port != 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("port", "0", id="port 0"),
        pytest.param("port", "65536", id="port too high"),
        pytest.param("port", "achtzig", id="port in words"),
        pytest.param("vector_store", "qdrant", id="unknown store"),
        pytest.param("milvus_uri", "ftp://host", id="no address of a Milvus"),
        pytest.param("milvus_uri", "http://root:secret@host:19530", id="secret in the address"),
        pytest.param("milvus_collection", "a b", id="no name of a collection"),
        pytest.param("longest_question", "10", id="too short for any question"),
    ],
)
def test_bad_value_is_refused_with_its_name(monkeypatch, name, value):
    monkeypatch.setenv(f"LEITLINIEN_{name.upper()}", value)
    with pytest.raises(SettingsError, match=f"'{name}'"):
        load_settings()


def test_broken_file_is_refused_with_its_name(file):
    file("port = ")
    with pytest.raises(SettingsError, match=r"leitlinien\.toml"):
        load_settings()


def test_settings_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 80


def test_token_comes_from_the_environment_and_is_not_shown(monkeypatch):
    monkeypatch.setenv("LEITLINIEN_MILVUS_TOKEN", "root:geheim")
    settings = load_settings()
    assert settings.milvus_token.get_secret_value() == "root:geheim"
    assert "geheim" not in repr(settings)


def test_token_in_the_file_is_refused_without_showing_it(file):
    file('milvus_token = "root:geheim"')
    with pytest.raises(SettingsError, match="'milvus_token' must not stand in a file") as caught:
        load_settings()
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "http://127.0.0.1:7860"),
        ({"host": "::1", "port": 80}, "http://[::1]:80"),
        ({"address": "https://stadt.example/leitlinien/"}, "https://stadt.example/leitlinien"),
    ],
)
def test_public_address(given, expected):
    assert load_settings(**given).public_address == expected


@pytest.mark.parametrize("address", ["stadt.example", "javascript:alert(1)", "https://a b"])
def test_address_that_is_none(address):
    with pytest.raises(SettingsError, match="address"):
        load_settings(address=address)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("", "Landeshauptstadt Magdeburg (Beispiel)", id="documents that come along"),
        pytest.param('documents = "unsere"', "", id="documents of one's own"),
        pytest.param('documents = "unsere"\noperator = "Neustadt"', "Neustadt", id="named"),
        pytest.param('operator = "Neustadt"', "Neustadt", id="only named"),
    ],
)
def test_no_town_is_named_as_the_operator_of_other_documents(file, content, expected):
    file(content)
    assert load_settings().run_by == expected
