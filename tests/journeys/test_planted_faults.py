"""A fault of ours in any layer, with a name in its words: the name reaches no screen and no log.

A function of each layer is replaced by one that raises with the name in its message and its cause,
as careless code would; then the command runs that passes through it.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import demo_world as world
import intake_lines as lines
import pytest
from planted import NAME

from fieldkit.cli.main import run
from fieldkit.operations import diagnostics

LAPTOP = "laptop-1"

Layer = tuple[str, str, Callable[[world.Place], list[str]]]


def _interview(place: world.Place) -> list[str]:
    answers = str(lines.written(lines.intake(), place.folder / "answers.jsonl"))
    words = ["interview", str(place.vault(LAPTOP)), "--form", "intake_household"]
    return [*words, "--answers", answers, *place.options(LAPTOP)]


def _send(place: world.Place) -> list[str]:
    ended = world.fieldkit(*_interview(place))
    assert ended.returncode == 0, ended.stderr
    words = ["sync", "send", str(place.vault(LAPTOP)), str(place.drop), "--json"]
    return [*words, *place.options(LAPTOP)]


def _list(place: world.Place) -> list[str]:
    return ["records", "list", str(place.vault(LAPTOP)), "--json", *place.options(LAPTOP)]


def _digest(place: world.Place) -> list[str]:
    registry = str(place.vault(world.COORDINATOR))
    return ["registry", "digest", registry, *place.options(world.COORDINATOR)]


def _publish(place: world.Place) -> list[str]:
    words = ["publish", str(place.vault(world.COORDINATOR)), str(place.folder / "out")]
    return [*words, *place.options(world.COORDINATOR)]


def _demo(place: world.Place) -> list[str]:
    return ["demo", str(place.folder / "demo"), "--records", "1"]


LAYERS: list[Layer] = [
    ("fieldkit.forms.session", "FormSession.answer", _interview),
    ("fieldkit.forms.engine", "Engine.write", _interview),
    ("fieldkit.forms.xpath.compiler", "Compiled.evaluate", _interview),
    ("fieldkit.vault.journal", "append", _interview),
    ("fieldkit.vault.records", "lines", _list),
    ("fieldkit.sync.batch.seal", "seal_body", _send),
    ("fieldkit.registry.store", "RegistryStore.heads", _digest),
    ("fieldkit.publishing.tables", "_cell", _publish),
    ("fieldkit.operations.records", "all_lines", _list),
    ("fieldkit.cli.records", "echo_json", _list),
    ("fieldkit.demo.walk", "found", _demo),
]


@pytest.fixture
def place(deployment: world.Place, tmp_path: Path) -> world.Place:
    return deployment.copied(tmp_path / "copy", LAPTOP, world.COORDINATOR, "drop")


def careless(*_: object, **__: object) -> Any:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"could not make sense of {NAME}") from error


@pytest.mark.parametrize(
    ("module", "function", "command"), LAYERS, ids=[f"{m}.{f}" for m, f, _ in LAYERS]
)
def test_a_fault_in_any_layer_names_the_place_and_not_the_person(
    module: str,
    function: str,
    command: Callable[[world.Place], list[str]],
    place: world.Place,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    words = command(place)
    owner: object = importlib.import_module(module)
    *outer, name = function.split(".")
    for each in outer:
        owner = getattr(owner, each)
    assert hasattr(owner, name), "the layer has changed: choose another function"
    monkeypatch.setattr(owner, name, careless)
    with pytest.raises(ValueError, match=NAME) as caught:
        run(words)
    capfd.readouterr()
    sys.excepthook(caught.type, caught.value, caught.tb)
    said = capfd.readouterr()
    assert (NAME in said.out, NAME in said.err) == (False, False)
    assert "builtins.ValueError" in said.err
    assert "builtins.KeyError" in said.err
    assert "in careless" in said.err


def test_faults_beside_the_main_thread_and_in_destructors(
    capfd: pytest.CaptureFixture[str],
) -> None:
    class Careless:
        def __del__(self) -> None:
            careless()

    diagnostics.install()
    thread = threading.Thread(target=careless)
    thread.start()
    thread.join()
    planted = Careless()
    del planted
    said = capfd.readouterr()
    assert NAME not in said.out + said.err
    assert said.err.count("FieldKit met an unexpected fault.") == 2


def test_logs_of_libraries(capfd: pytest.CaptureFixture[str]) -> None:
    diagnostics.install()
    logging.getLogger("some.library").warning("cannot read %s", NAME)
    logging.getLogger("some.library").error(f"cannot read {NAME}")
    logging.getLogger("fieldkit.forms").warning("stopped at %s", NAME, exc_info=_fault())
    said = capfd.readouterr()
    assert NAME not in said.out + said.err
    assert said.err.count("some.library") == 2


def test_warnings_of_libraries() -> None:
    """In a process of its own: pytest keeps the warnings of this one to itself."""
    program = (
        "import warnings; from fieldkit.operations import diagnostics; diagnostics.install()\n"
        f"warnings.warn('cell holds {NAME}', UserWarning)\n"
    )
    ended = world.python("-c", program)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == "UserWarning at <string>:2\n"


def _fault() -> Exception:
    try:
        careless()
    except ValueError as error:
        return error
    raise AssertionError("careless raises")


def test_the_whole_program_says_where_it_broke(place: world.Place) -> None:
    """As a person would meet it: another process, an exception nobody expected, its own hook."""
    program = (
        "import sys; import fieldkit.operations.records as records\n"
        f"def careless(*_): return float({NAME!r})\n"
        "records.all_lines = careless\n"
        "sys.argv[0] = 'fieldkit'\n"
        "from fieldkit.__main__ import main\n"
        "sys.exit(main())\n"
    )
    ended = world.python("-c", program, *_list(place))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert NAME not in ended.stderr
    assert "FieldKit met an unexpected fault.\nbuiltins.ValueError" in ended.stderr
