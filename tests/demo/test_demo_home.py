"""The home page of the sample laptops: titles in five languages, every record, no name."""

from __future__ import annotations

from pathlib import Path

import demo_world as world

from fieldkit.model.clock import SystemClock
from fieldkit.model.records import RecordState
from fieldkit.operations.home import home_records, startable
from fieldkit.operations.vault_folders import find_vaults, open_sample

LANGUAGES = ["el", "en", "ar", "fa", "fr"]


def test_the_shipped_forms_can_be_started_under_a_title_in_every_language(
    deployment: world.Place, tmp_path: Path
) -> None:
    with deployment.copied(tmp_path, "laptop-1").open("laptop-1") as vault:
        forms = startable(vault)
        assert {form.form_id for form in forms} == set(deployment.said["records"])
        for form in forms:
            assert [code for code, _ in form.languages] == LANGUAGES
            titles = dict(form.form_title.by_language)
            assert list(titles) == LANGUAGES
            assert all(titles.values())
            assert set(form.draft_languages) <= set(LANGUAGES)


def test_the_sample_lists_its_records_without_a_name(
    deployment: world.Place, tmp_path: Path
) -> None:
    copy = deployment.copied(tmp_path, *world.LAPTOPS)
    found = find_vaults(tmp_path)
    assert [(each.name, each.offers_sample) for each in found] == [
        (name, True) for name in world.LAPTOPS
    ]
    listed = 0
    for name in world.LAPTOPS:
        with open_sample(copy.vault(name), SystemClock()) as vault:
            lines = home_records(vault, SystemClock())
            assert {line.state for line in lines} == {RecordState.CONFIRMED}
            assert all(line.was_sent and line.missing == 0 for line in lines)
            for line in lines:  # the survey is anonymous
                has_code = line.form_id != "integration_survey" and not line.is_refusal
                assert line.subject.startswith("FK-") == has_code
            listed += len(lines)
    assert listed == sum(deployment.said["records"].values()) + deployment.said["refusals"]
