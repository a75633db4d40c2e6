"""A roster with all that makes a row hard to put back: rows the form makes, defaults, actions."""

from __future__ import annotations

from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.vault import Vault, forms_store

PLAIN, GATED = "roster", "gated_roster"

_XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:fk="https://fieldkit.gr/ns/xforms">
<h:head><h:title>Roster</h:title><model>
<itext><translation lang="English (en)" default="true()"><text id="n"><value>Name</value></text>
</translation><translation lang="Ελληνικά (el)"><text id="n"><value>Όνομα</value></text>
</translation></itext>
<instance><data id="{form}" version="1"><ok/><limit>120</limit><kind>all</kind><before/>
<member jr:template=""><detail/><name/><age/><note>none</note><size/><color/><made/><pets/>
<pet jr:template=""><p_name/></pet><visit><day/></visit><visit jr:template=""><day/></visit>
</member></data></instance>
<instance id="colors"><root><item><name>red</name><for>all</for></item>
<item><name>blue</name><for>few</for></item></root></instance>
<bind nodeset="/data/ok" fk:sensitivity="ordinary"/>
<bind nodeset="/data/limit" type="int" fk:sensitivity="ordinary"/>
<bind nodeset="/data/kind" fk:sensitivity="ordinary"/>
<bind nodeset="/data/before" calculate="count(/data/member)" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/detail" relevant="../age &gt; 17" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/name" fk:sensitivity="identifier"/>
<bind nodeset="/data/member/age" type="int" constraint=". &lt;= /data/limit"
 fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/note" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/color" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/size" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/made" calculate="concat(../name, ' ', ../age)"/>
<bind nodeset="/data/member/pets" type="int" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/pet/p_name" fk:sensitivity="ordinary"/>
<bind nodeset="/data/member/visit/day" type="date" fk:sensitivity="ordinary"/>
</model></h:head><h:body>
<input ref="/data/ok"/><input ref="/data/limit"/><input ref="/data/kind"/>
<group ref="/data/member"><repeat nodeset="/data/member">
<input ref="/data/member/detail"/>
<input ref="/data/member/name"><label ref="jr:itext('n')"/></input>
<input ref="/data/member/age"/><input ref="/data/member/note"/>
<input ref="/data/member/size"/><select ref="/data/member/color">
<itemset nodeset="instance('colors')/root/item[for = /data/kind]"><value ref="name"/>
<label ref="name"/></itemset>
<setvalue event="xforms-value-changed" ref="/data/member/size">chosen</setvalue></select>
<input ref="/data/member/pets"/>
<group ref="/data/member/pet"><repeat nodeset="/data/member/pet" jr:count="../pets">
<input ref="/data/member/pet/p_name"/></repeat></group>
<group ref="/data/member/visit"><repeat nodeset="/data/member/visit">
<input ref="/data/member/visit/day"/></repeat></group>
</repeat></group></h:body></h:html>"""


def add_rosters(vault: Vault) -> None:
    """Give a vault both rosters: a plain one, and one with a gate (the question `ok`)."""
    with vault.transaction():
        for form, gate in ((PLAIN, ""), (GATED, "ok")):
            package = FormPackage(
                _XFORM.replace("{form}", form).encode(), metadata={"fk_gate": gate} if gate else {}
            )
            form_hash = definition_from_package(package).form_hash
            forms_store.add_form(vault, form, "1", form_hash, package.to_bytes())
