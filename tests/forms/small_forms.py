"""Small XForms for the session tests, written as plain parts."""

from __future__ import annotations

from fieldkit.forms import (
    FormDefinition,
    FormPackage,
    FormSession,
    Host,
    Moment,
    definition_from_package,
)

NOW = Moment.at("2026-11-22T15:00:00")
LATER = Moment.at("2026-11-23T09:30:00", 1)


def xform(instance: str, model: str = "", body: str = "") -> bytes:
    """An XForm with the primary instance, other model elements and body given."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:fk="https://fieldkit.gr/ns/xforms">
<h:head><h:title>Small form</h:title><model><instance>{instance}</instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>""".encode()


def define(instance: str, model: str = "", body: str = "") -> FormDefinition:
    return definition_from_package(FormPackage(xform(instance, model, body)))


def start(instance: str, model: str = "", body: str = "", host: Host | None = None) -> FormSession:
    return FormSession(define(instance, model, body), NOW, record="uuid:r", host=host or Host())


HOUSEHOLD = (
    '<data id="household"><size/><member jr:template=""><name/><age/><index/><grown/></member>'
    "<listed/><years/><meta><instanceID/></meta></data>",
    """<bind nodeset="/data/size" type="int"/>
    <bind nodeset="/data/member/age" type="int"/>
    <bind nodeset="/data/member/index" calculate="position(..)"/>
    <bind nodeset="/data/member/grown" relevant="../age &gt;= 18"/>
    <bind nodeset="/data/listed" calculate="count(/data/member)"/>
    <bind nodeset="/data/years" calculate="sum(/data/member/age)"/>
    <bind nodeset="/data/meta/instanceID" jr:preload="uid"/>""",
    """<input ref="/data/size"/><group ref="/data/member"><repeat nodeset="/data/member">
    <input ref="/data/member/name"/><input ref="/data/member/age"/>
    <input ref="/data/member/grown"/></repeat></group>""",
)


def household() -> FormSession:
    """A free repeat with a position, a condition, a count and a sum."""
    return start(*HOUSEHOLD)
