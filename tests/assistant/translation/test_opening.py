import builtins
import logging
import sys

import pytest

from assistant import SettingsError, load_settings
from assistant.translation import open_interpreter
from tests.assistant.translation.conftest import KEY, PROTOCOLS, Reply, speaking


@pytest.fixture
def choose(monkeypatch):
    """The settings with an engine, from the environment."""

    def choose(engine, **values):
        monkeypatch.setenv("LEITLINIEN_TRANSLATOR", engine)
        for name, value in values.items():
            monkeypatch.setenv(f"LEITLINIEN_TRANSLATOR_{name.upper()}", value)
        return load_settings()

    return choose


def test_no_engine_is_the_default():
    assert load_settings().translator == "off"
    assert open_interpreter(load_settings()) is None


def test_no_engine_loads_nothing_for_one(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("assistant.translation.web")]:
        monkeypatch.delitem(sys.modules, name)
    open_interpreter(load_settings())
    assert "assistant.translation.web" not in sys.modules


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_chosen_engine_is_opened(choose, loopback, protocol):
    loopback.respond = speaking(protocol, lambda texts, *_: ["The city builds."])
    settings = choose(protocol, url=loopback.url, key=KEY, model="modell-7b")
    interpreter = open_interpreter(settings)
    assert interpreter.offers("de", "en")
    assert interpreter.translate(["Die Stadt baut."], "de", "en") == ["The city builds."]
    assert {"libretranslate": "LibreTranslate", "deepl": "DeepL", "openai": "modell-7b"}[
        protocol
    ] == interpreter.name


@pytest.mark.parametrize(
    ("engine", "values", "problem"),
    [
        pytest.param("libretranslate", {}, "LEITLINIEN_TRANSLATOR_URL", id="no address"),
        pytest.param("libretranslate", {"url": " "}, "LEITLINIEN_TRANSLATOR_URL", id="blank"),
        pytest.param("libretranslate", {"url": "localhost:5000"}, "http://", id="no scheme"),
        pytest.param("libretranslate", {"url": "ftp://a"}, "http://", id="another scheme"),
        pytest.param("libretranslate", {"url": "http://a:x"}, "http://", id="no such port"),
        pytest.param("libretranslate", {"url": "http://[a"}, "http://", id="broken address"),
        pytest.param("libretranslate", {"url": "http://u:p@a"}, "key belongs", id="password"),
        pytest.param("libretranslate", {"url": "http://a/?api_key=1"}, "key belongs", id="query"),
        pytest.param("deepl", {}, "LEITLINIEN_TRANSLATOR_KEY", id="DeepL without key"),
        pytest.param("deepl", {"key": ""}, "LEITLINIEN_TRANSLATOR_KEY", id="DeepL, empty key"),
        pytest.param("openai", {"model": "m"}, "LEITLINIEN_TRANSLATOR_URL", id="model, no address"),
        pytest.param("openai", {"url": "http://a"}, "LEITLINIEN_TRANSLATOR_MODEL", id="no model"),
    ],
)
def test_wrong_settings_are_named_at_the_start(choose, engine, values, problem):
    with pytest.raises(SettingsError, match=problem):
        open_interpreter(choose(engine, **values))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("translator", "deepel"),
        ("translator_timeout", "0"),
        ("translator_timeout", "1000"),
        ("translator_timeout", "nan"),
        ("translator_key", "two words"),
        ("translator_key", "zeile\nzwei"),
    ],
)
def test_bad_value_is_refused_with_its_name_alone(monkeypatch, name, value):
    monkeypatch.setenv(f"LEITLINIEN_{name.upper()}", value)
    with pytest.raises(SettingsError, match=f"'{name}'") as caught:
        load_settings()
    if name == "translator_key":
        assert value not in str(caught.value)
        assert value not in str(caught.value.__cause__)


def test_key_in_a_file_is_refused(tmp_path):
    (tmp_path / "leitlinien.toml").write_text('translator_key = "geheim-4711"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"translator_key.*environment") as caught:
        load_settings()
    assert KEY not in str(caught.value)


def test_key_is_never_shown(monkeypatch):
    monkeypatch.setenv("LEITLINIEN_TRANSLATOR_KEY", f" {KEY} ")
    settings = load_settings()
    assert settings.translator_key.get_secret_value() == KEY
    assert (
        KEY not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    )


@pytest.mark.parametrize("protocol", ["deepl", "openai"])
def test_wrong_key_is_named_at_the_start(choose, loopback, protocol):
    loopback.respond = speaking(protocol, lambda texts, *_: texts)
    with pytest.raises(SettingsError, match="check the key") as caught:
        open_interpreter(choose(protocol, url=loopback.url, key="falsch", model="m"))
    assert "falsch" not in str(caught.value)


def test_page_instead_of_an_engine_is_named_at_the_start(choose, loopback):
    loopback.respond = lambda asked: Reply(200, b"<html>Welcome</html>")
    with pytest.raises(SettingsError, match="not JSON"):
        open_interpreter(choose("libretranslate", url=loopback.url))


def test_server_that_fails_at_the_start_is_only_reported(choose, loopback, caplog):
    caplog.set_level(logging.WARNING)
    loopback.respond = lambda asked: Reply(503)
    interpreter = open_interpreter(choose("libretranslate", url=loopback.url, key=KEY))
    assert "status 503" in caplog.text
    loopback.respond = speaking("libretranslate", lambda texts, *_: ["The city builds."])
    assert interpreter.translate(["Die Stadt baut."], "de", "en") == ["The city builds."]


def test_package_that_is_not_installed_is_named_at_the_start(choose, monkeypatch):
    load = builtins.__import__

    def without_argos(name, *args, **kwargs):
        if name.startswith("argostranslate"):
            raise ModuleNotFoundError(name)
        return load(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_argos)
    with pytest.raises(SettingsError, match=r"pip install 'leitlinien-assistent\[argos\]'"):
        open_interpreter(choose("argos"))
