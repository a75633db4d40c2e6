"""The engines beside ours: one that is missing costs a line, one that is there agrees with ours."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from benchmarks import (
    form_texts,
    forms,
    forms_calibration,
    forms_engines,
    forms_scripts,
    measure,
)
from benchmarks.forms_peers import RXEVAL, WEB_FORMS, Engine, Limits, beside, measured
from benchmarks.forms_reach import reachable
from fieldkit.forms import FormSession, definition_from_package
from fieldkit.forms.places import find

PEERS = Path(forms.__file__).parent / "peers"
ONCE = Limits(runs=2, loads=1, seconds=0.05)
SCRIPTS = [
    forms_scripts.flat(20),
    forms_scripts.households(2, 3),
    forms_scripts.cascade(400),
]


def present(engine: Engine) -> bool:
    if engine is RXEVAL:
        return importlib.util.find_spec("rxeval") is not None
    return bool(shutil.which("node")) and (PEERS / "node_modules").exists()


@pytest.mark.parametrize(("peer", "script"), [(RXEVAL, 0), (RXEVAL, 2), (WEB_FORMS, 1)])
def test_a_peer_that_is_there_has_the_same_results(peer: Engine, script: int) -> None:
    if not present(peer):
        pytest.skip(f"{peer.name} is not installed: {peer.install}")
    said: list[str] = []
    rows = beside([SCRIPTS[script]], [peer], ONCE, said.append)
    assert said == []
    assert any(row.name == f"{SCRIPTS[script].name}: load, FieldKit" for row in rows)
    theirs = [row for row in rows if peer.name in row.name]
    assert theirs
    assert all(row.baseline == "FieldKit, same script" for row in theirs)


def test_a_peer_that_is_missing_costs_a_line_and_the_rest_goes_on() -> None:
    nobody = Engine("nobody", ("no-such-program-anywhere",), "nothing")
    broken = Engine("broken", (sys.executable, "-c", "import no_such_module"), "try the other door")
    self_again = Engine(
        "itself", (sys.executable, "-m", "benchmarks.forms_engines", "fieldkit"), ""
    )
    said: list[str] = []
    rows = beside(SCRIPTS[:1], [nobody, broken, self_again], ONCE, said.append)
    assert len(said) == 2
    assert said[0] == "nobody is left out: there is no no-such-program-anywhere here."
    assert "no_such_module" in said[1]
    assert said[1].endswith("try the other door")
    assert {row.name.partition(":")[0] for row in rows} == {"flat 20"}


def test_a_result_that_differs_is_said() -> None:
    answer = (
        "import json; print(json.dumps({'engine': 'liar 1', 'load': [1.0], 'edits': {},"
        " 'results': {'/data/s1/tot1': '3'}, 'memory': 1.0}))"
    )
    said: list[str] = []
    rows = beside(
        SCRIPTS[:1], [Engine("liar", (sys.executable, "-c", answer), "")], ONCE, said.append
    )
    assert said == ["flat 20: liar 1 has another result than FieldKit in /data/s1/tot1"]
    assert "flat 20: load, liar 1" in {row.name for row in rows}


def test_a_slow_engine_is_spared_what_is_heavy_and_only_that() -> None:
    script = forms_scripts.flat(1000)
    asked = {slow: script.asked(slow=slow, runs=1, loads=1, seconds=1.0) for slow in (False, True)}
    names = {slow: [edit["name"] for edit in asked[slow]["edits"]] for slow in asked}
    assert names[True] == names[False][:3] == ["first edit", "middle edit", "last edit"]
    assert forms_scripts.flat(5000).heavy
    assert not script.heavy


def test_the_scripts_change_something_with_each_turn() -> None:
    for script in SCRIPTS:
        form = forms_engines.FieldKit(script.package.xform.decode())
        for edit in script.edits:
            form.do(map(list, edit.before))
            form.rest()
            for number, turn in enumerate((*edit.turns, *edit.turns)):
                form.do(map(list, turn))
                changed = form.session.changes()
                assert changed or number == 0, (script.name, edit.name, turn)
                form.do(map(list, edit.after))
                form.rest()


def test_a_form_that_begins_filled_stands_as_one_filled_by_hand() -> None:
    given = forms_engines.FieldKit(forms_scripts.flat(20).package.xform.decode()).session
    by_hand = forms_engines.start(form_texts.flat_form(20))
    for path, value in form_texts.flat_answers(20).items():
        by_hand.answer(path, value)
    assert {path: given.value(path) for path in form_texts.flat_answers(20)} == (
        form_texts.flat_answers(20)
    )
    assert given.value("/data/s1/tot1") == by_hand.value("/data/s1/tot1") == "24.76"


def test_our_own_process_tells_its_memory_and_every_edit() -> None:
    told = measured(
        Engine("ours", (sys.executable, "-m", "benchmarks.forms_engines", "fieldkit"), ""),
        SCRIPTS[0],
        ONCE,
    )
    assert told.memory > 1
    assert list(told.edits) == [edit.name for edit in SCRIPTS[0].edits]
    assert all(len(samples) >= 1 for samples in told.figures().values())


def test_what_an_edit_can_reach_is_counted_by_instance() -> None:
    session = FormSession(
        definition_from_package(form_texts.household_form(2, 3)), forms_engines.MOMENT
    )
    root, graph = session._engine.root, session.definition.graph
    age = find(root, "/data/hh[1]/mem[1]/mage")
    village = find(root, "/data/village")
    assert age is not None
    assert village is not None
    # pregnant, adult and school of the member; adults of the household; all adults; the eldest
    assert reachable(graph, root, [age]) == 6
    assert reachable(graph, root, [village]) == 0


def test_a_quick_run_states_times_in_loops() -> None:
    other = measure.Baseline("another", [2.0])

    def times() -> list[measure.Row]:
        return [measure.compared("edit", [3.0, 4.0, 5.0], other)]

    def counts() -> list[measure.Row]:
        return [measure.compared("evaluations", [7.0], other, unit="evaluations")]

    loop, edit, evaluations = forms_calibration.Calibrated().measured([times, counts])
    assert loop.name == edit.baseline == loop.baseline == forms_calibration.NAME
    assert (edit.p50, edit.p99) == (4, 5)
    assert edit.baseline_value == loop.p50
    assert edit.ratio == pytest.approx(4 / loop.p50, rel=1e-4)
    assert evaluations == counts()[0]
    assert WEB_FORMS not in forms.QUICK.peers
    assert forms.QUICK.calibrated
