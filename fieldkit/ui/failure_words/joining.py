"""Words for what goes wrong with kits, with joining a deployment and with its devices."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words.told import ASK_FOR_THE_KIT, TELL_COORDINATOR, Told

WORDS: Final = {
    "no-deployment": Told(
        N_("This computer belongs to no deployment yet."),
        N_("Install the kit that your coordinator gave you."),
    ),
    "not-enrolled": Told(
        N_("This laptop has not joined its deployment yet. Nothing was sent, nothing is lost."),
        N_("Join first: you and your coordinator read six words to each other."),
    ),
    "not-requested": Told(
        N_("This laptop has not asked to join yet."), N_("Make the request to join first.")
    ),
    "enrolled": Told(N_("This laptop has joined already. Nothing was changed.")),
    "wrong-words": Told(
        N_("Those are not the words that belong to this laptop and this kit. It has not joined."),
        N_(
            "Have the words read again, slowly. If they still differ, do not use this kit or this"
            " request: make both anew."
        ),
    ),
    "is-coordinator": Told(
        N_("This is done on laptops; here are the coordinator's records. Nothing was changed."),
    ),
    "is-laptop": Told(
        N_("Only the coordinator's computer makes kits. Nothing was made."),
        N_("Do this on the coordinator's computer."),
    ),
    "not-coordinator": Told(
        N_("Only the coordinator may do this. Nothing was taken over, changed or published."),
        N_("Ask the coordinator. If this came from a laptop, find out what happened to it."),
    ),
    "sample": Told(
        N_("Sample and real records never mix. Nothing was changed."),
        N_("Use a kit that fits, or make a new folder for real records."),
    ),
    "unknown-kit": Told(
        N_("That laptop uses a kit that was not made here. It was not approved."),
        N_("Find out where the kit came from, and install yours on the laptop."),
    ),
    "unknown-team": Told(
        N_("The kit does not know this team. Nothing was requested."),
        N_("Choose one of the teams that are offered."),
    ),
    "unknown-device": Told(
        N_("No device is known here by that name, or more than one is."),
        N_("Choose it from the list of devices."),
    ),
    "older-kit": Told(
        N_("A newer kit than this one is installed already. Nothing was changed."), ASK_FOR_THE_KIT
    ),
    "conflicting-kit": Told(
        N_("Another kit with the same number is installed. Nothing was changed."),
        N_("Tell your coordinator that two kits carry one number."),
    ),
    "kit-refused": Told(N_("This kit cannot be used here. Nothing was changed."), ASK_FOR_THE_KIT),
    "enrolment-refused": Told(
        N_("This laptop cannot join like this. Nothing was changed."), TELL_COORDINATOR
    ),
    "no-forms": Told(
        N_("A kit needs at least one form. Nothing was made."), N_("Choose the forms for it.")
    ),
    "no-name": Told(
        N_("The first kit needs a name and a municipality. Nothing was made."),
        N_("Type in both."),
    ),
}
