"""A deployment in which every page of the window has something to show; made once, then copied.

The first laptop has drafts and finished records and has sent nothing. On the drop lies what the
second one sent: known already, changed, in conflict, damaged, and one batch is missing.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from field_world import (
    INTAKE,
    SURVEY,
    begin,
    chance,
    clock,
    consented_draft,
    respondent,
)

from fieldkit.demo import interviews
from fieldkit.demo.deployment import Deployment, found
from fieldkit.forms import FormPackage
from fieldkit.operations import drops, interview
from fieldkit.operations.answer_lines import AnswerLine
from fieldkit.operations.correct import Correcting
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.registries import registry_of
from fieldkit.operations.send import send
from fieldkit.vault import Vault, forms_store

SHELTER = "shelter_visit"
NOTE = "/data/close_block/note_neutral"
TOWN = "/data/all_block/status_block/municipality_lives"

# A question and a hint that nobody has translated into Arabic yet.
_WORDS = {
    "en": ("Which needs are met?", "What was said, in the person's words",
           "What should happen next?", "One thing, as small as possible", "Heating", "Water",
           "School for the children", "The visit"),
    "el": ("Ποιες ανάγκες καλύπτονται;", "Τι ειπώθηκε, με τα λόγια του",
           "Τι θα ακολουθήσει;", "Ένα πράγμα, όσο πιο μικρό γίνεται", "Θέρμανση", "Νερό",
           "Σχολείο για τα παιδιά", "Η επίσκεψη"),
    "ar": ("ما الاحتياجات المتوفرة؟", "ما قيل بكلمات الشخص", "", "", "التدفئة",
           "الماء", "مدرسة للأطفال", "الزيارة"),
}  # fmt: skip
SHELTER_WORDS = (*(words for spoken in _WORDS.values() for words in spoken), "Visit to a shelter")
_TEXTS = (
    "needs:label", "said:label", "next:label", "next:hint", "heating", "water", "school",
    "visit:label",
)  # fmt: skip
_TAGS = {
    "en": 'lang="English (en)" default="true()"',
    "el": 'lang="Ελληνικά (el)"',
    "ar": 'lang="العربية (ar)"',
}


def template() -> Path:
    """The sample that all walks of a run copy; whichever process comes first makes it."""
    root = Path(os.environ["FIELDKIT_TEST_ROOT"])
    folder, made = root / "tour", root / "tour.made"
    with (root / "tour.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        if not made.exists():
            make_sample(folder)
            made.touch()
    return folder


def make_sample(folder: Path) -> Path:
    """Make it in a new folder. A copy opens like the original."""
    deployment = found(folder, clock=clock(), randomness=chance())
    first, second = deployment.laptops
    _fill(deployment, first)
    _send_and_correct(deployment, second)
    deployment.close()
    return folder


def worker_words(folder: Path, vault: str) -> str:
    """The passphrase of a vault of the sample."""
    file = next((folder / "passphrases").glob(f"{vault}.*.txt"))
    return file.read_text(encoding="utf-8").strip()


# --- the first laptop


def _fill(deployment: Deployment, laptop: Vault) -> None:
    """Two drafts, two finished records, a refusal, and a small form of its own."""
    begin(laptop, INTAKE)
    consented_draft(laptop)
    for number, form in enumerate((SURVEY, INTAKE), start=1):
        interviews.hold(begin(laptop, form, number), respondent(deployment, number))
    interviews.hold(begin(laptop, INTAKE, 7), respondent(deployment, 7, declines=True))
    package = shelter_package()
    with laptop.transaction():
        forms_store.add_form(laptop, SHELTER, "1", package.hash, package.to_bytes())


def shelter_package() -> FormPackage:
    """A small form, installed on the first laptop only."""
    return FormPackage(_shelter_form(), metadata={"form_id": SHELTER, "version": "1"})


def _shelter_form() -> bytes:
    """Three questions on one page: choices, a longer text, a text that is not translated."""
    itext = "".join(_translation(code) for code in _WORDS)
    items = "".join(
        f"<item><label ref=\"jr:itext('{name}')\"/><value>{name}</value></item>"
        for name in ("heating", "water", "school")
    )
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:fk="https://fieldkit.gr/ns/xforms"><h:head><h:title>Visit to a shelter</h:title><model>
<itext>{itext}</itext><instance><data id="{SHELTER}" version="1">
<visit><needs/><said/><next/></visit>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/visit/needs" type="string" required="true()" fk:sensitivity="ordinary"/>
<bind nodeset="/data/visit/said" type="string" fk:sensitivity="ordinary"/>
<bind nodeset="/data/visit/next" type="string" fk:sensitivity="ordinary"/>
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body><group ref="/data/visit"><label ref="jr:itext('visit:label')"/>
<select ref="/data/visit/needs"><label ref="jr:itext('needs:label')"/>{items}</select>
<input ref="/data/visit/said" appearance="multiline"><label ref="jr:itext('said:label')"/></input>
<input ref="/data/visit/next"><label ref="jr:itext('next:label')"/>
<hint ref="jr:itext('next:hint')"/></input></group></h:body></h:html>""".encode()


def _translation(code: str) -> str:
    texts = "".join(
        f'<text id="{name}"><value>{words}</value></text>'
        for name, words in zip(_TEXTS, _WORDS[code], strict=True)
        if words
    )
    return f"<translation {_TAGS[code]}>{texts}</translation>"


# --- the second laptop, and the drop


def _send_and_correct(deployment: Deployment, laptop: Vault) -> None:
    """One batch that is known, one with a change and a conflict, one missing, one damaged."""
    told = [_held(deployment, laptop, number) for number in (11, 12)]
    _send(deployment, laptop)
    import_drop(deployment.coordinator, deployment.drop, clock=clock(23))
    correct_at_the_office(deployment.coordinator, told[0], "Διόρθωση στο γραφείο.")
    for record in told:
        live = interview.resume(laptop, record, clock(24), chance(8))
        interviews.correct(live, "note_neutral", "Διόρθωση στο φορητό.")
    _send(deployment, laptop)
    batches: list[Path] = []
    for number in (13, 14, 15):
        _held(deployment, laptop, number)
        batches.append(_send(deployment, laptop))
    # Only now: a batch that is missing or damaged is written again with the next ones.
    batches[0].unlink()
    _damage(batches[1])


def _held(deployment: Deployment, laptop: Vault, number: int) -> str:
    live = begin(laptop, INTAKE, number)
    return interviews.hold(live, respondent(deployment, number)).record


def _send(deployment: Deployment, laptop: Vault) -> Path:
    """Send what is finished; the file of the last batch."""
    drop = drops.folder_drop(deployment.drop)
    sent = send(laptop, drop, clock=clock(25), randomness=chance(9))
    return deployment.drop / sent[-1].file


def _damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def correct_at_the_office(coordinator: Vault, record: str, note: str, path: str = NOTE) -> None:
    """The coordinator writes something into a record."""
    correcting = Correcting(registry_of(coordinator), clock(23), chance(len(note)))
    correcting.correct(record, [AnswerLine(path, note)])
