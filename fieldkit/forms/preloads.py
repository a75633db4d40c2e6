"""Values a form takes from the computer: `jr:preload` and its parameters."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.structure import Bind

_TIMES: Final = (("timestamp", "start"), ("timestamp", "end"))
_ADDRESS: Final = "uri:"
_SCHEMES: Final = {
    "email": "mailto:",
    "phonenumber": "tel:",
    "simserial": "simserial:",
    "subscriberid": "imsi:",
    "username": "username:",
}


def at_start(bind: Bind, record: str, host: Host, moment: Moment) -> str | None:
    """The value at the first load; None where the bind preloads nothing then."""
    if not bind.preload:
        return None  # nearly all there are: the time of day is not worked out for each of them
    local = moment.now.astimezone(ZoneInfo(host.timezone))
    match bind.preload, bind.preload_parameters:
        case "uid", _:
            return record
        case "timestamp", "start":
            return timestamp(local)
        case "date", "today":
            return local.date().isoformat()
        case "property", name:
            return host_property(host, name)
        case _:
            return None


def is_filled_in(kind: str, parameters: str) -> bool:
    """True for a `jr:preload` with these parameters that gives a value here."""
    given = (kind, parameters)
    return kind in ("uid", "property") or given in (*_TIMES, ("date", "today"))


def at_end(bind: Bind, host: Host, moment: Moment) -> str | None:
    """The value when the interview is finished; None where the bind preloads nothing then."""
    if (bind.preload, bind.preload_parameters) != ("timestamp", "end"):
        return None
    return timestamp(moment.now.astimezone(ZoneInfo(host.timezone)))


def host_property(host: Host, name: str) -> str:
    """A property of the computer, "" where it has none of that name.

    `uri:email` is the same as an address (`mailto:…`), as in ODK Collect.
    """
    # Forms and clients disagree on capitals: deviceid, deviceID.
    given = {key.lower(): value for key, value in host.properties.items()}
    plain = name.strip().lower()
    wanted = plain.removeprefix(_ADDRESS)
    found = given.get(wanted, "")
    scheme = _SCHEMES.get(wanted, "") if plain.startswith(_ADDRESS) and found else ""
    return scheme + found


def timestamp(instant: datetime) -> str:
    """An instant as OpenRosa writes it: `2026-11-22T17:00:00.000+02:00`."""
    return instant.isoformat(timespec="milliseconds")
