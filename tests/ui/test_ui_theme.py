"""The look: readable in every mode, complete at every text size, in every script we ship."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fieldkit.ui.theme import fonts, icons, indicators, set_role, set_tone, theme
from fieldkit.ui.theme.palette import palette_for
from fieldkit.ui.theme.stylesheet import stylesheet_for
from fieldkit.ui.theme.tokens import MODES, SCALES, Tokens, tokens_for

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "muted") for ground in ("canvas", "surface", "hover")),
    *((ink, ground) for ink in ("accent", "danger") for ground in ("canvas", "surface", "hover")),
    *((tone, f"{tone}_soft") for tone in ("accent", "ok", "warn", "danger")),
    *(("ink", f"{tone}_soft") for tone in ("accent", "ok", "warn", "danger")),
    *(("muted", f"{tone}_soft") for tone in ("accent", "ok", "warn", "danger")),
    *((tone, "surface") for tone in ("ok", "warn", "muted")),
    ("ink", "pressed"),
    ("accent_ink", "accent"),
    ("accent_ink", "accent_strong"),
    ("danger_ink", "danger"),
    ("danger_ink", "danger_strong"),
    ("toast_ink", "toast"),
    ("toast_accent", "toast"),
]
EDGE_PAIRS = [
    *((edge, ground) for edge in ("control", "accent") for ground in ("canvas", "surface")),
    ("danger", "surface"),
    ("accent", "accent_soft"),
    ("accent_ink", "accent"),
]
SAMPLES = {
    "el": "Ποιες ανάγκες έχετε;",
    "en": "Which needs?",
    "fr": "Où êtes-vous né ? œ",
    "tr": "ığüşöçİ",
    "sq": "ëç",
    "uk": "їєґ",
    "ar": "ما هي احتياجاتك حاليًا؟ ١٢٣",
    "fa": "پچژگ ۱۲۳ ی ک",
    "ps": "ټډړښځڅ",
    "ckb": "ڕڤۆێە",
    "ur": "ٹڈڑےہں",
    "bn": "আপনার প্রয়োজন ১২৩",
    "ti": "ቋንቋ ትግርኛ",
    "ka": "ქართული",
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = QColor(colour).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(mode: str, ink: str, ground: str) -> None:
    look = tokens_for(mode, 100)
    assert ratio(look.colour(ink), look.colour(ground)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_the_edge_of_a_control_is_seen(mode: str, edge: str, ground: str) -> None:
    look = tokens_for(mode, 100)
    assert ratio(look.colour(edge), look.colour(ground)) >= 3


def test_high_contrast_keeps_seven_to_one_for_running_text() -> None:
    look = tokens_for("contrast", 100)
    for ink in ("ink", "muted", "accent", "ok", "warn", "danger"):
        assert ratio(look.colour(ink), look.surface) >= 7


@pytest.mark.parametrize("mode", MODES)
def test_every_rule_with_its_own_text_and_ground_is_readable(mode: str) -> None:
    for selectors, rules in re.findall(
        r"([^{}]+)\{([^{}]*)\}", stylesheet_for(tokens_for(mode, 100))
    ):
        ink = re.search(r"(?<![-\w])color: (#\w{6})", rules)
        ground = re.search(r"background: (#\w{6})", rules)
        if ink and ground and ":disabled" not in selectors:
            assert ratio(ink[1], ground[1]) >= 4.5, selectors.strip()


@pytest.mark.parametrize("scale", SCALES)
def test_targets_and_texts_grow_together(scale: int) -> None:
    look = tokens_for("light", scale)
    assert look.touch == round(44 * scale / 100)
    assert look.body == round(16 * scale / 100)
    assert look.small < look.body < look.question < look.title < look.display


def test_a_mode_or_size_that_is_not_offered_is_refused() -> None:
    with pytest.raises(KeyError):
        tokens_for("sepia", 100)
    with pytest.raises(ValueError, match="120"):
        tokens_for("light", 120)
    with pytest.raises(KeyError):
        tokens_for("light", 100).colour("touch")


@pytest.mark.parametrize("mode", MODES)
def test_the_stylesheet_names_files_that_are_there(mode: str) -> None:
    sheet = stylesheet_for(tokens_for(mode, 100))
    assert "$" not in sheet
    named = {path.rsplit("/", 1)[1] for path in re.findall(r'url\("([^"]+)"\)', sheet)}
    assert named == {path.name for path in indicators.folder().glob(f"*-{mode}.svg")}


@pytest.mark.parametrize("mode", MODES)
def test_the_marks_of_controls_have_the_colours_of_the_tokens(mode: str) -> None:
    for name, drawing in indicators.drawings(tokens_for(mode, 100)).items():
        written = (indicators.folder() / name).read_text(encoding="utf-8")
        assert written == drawing, "run: python -m fieldkit.ui.theme.indicators"


def test_applying_the_same_look_again_changes_nothing(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme().changed):
        theme().apply("dark", 115)
    assert theme().tokens == tokens_for("dark", 115)
    with qtbot.assertNotEmitted(theme().changed):
        theme().apply("dark", 115)


def test_the_application_takes_palette_font_and_sheet(qtbot: QtBot) -> None:
    theme().apply("contrast", 150)
    label = QLabel("x")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor("#000000")
    assert label.fontInfo().pixelSize() == 24
    assert label.fontInfo().family() == "Noto Sans"


def test_system_mode_follows_the_computer(qtbot: QtBot) -> None:
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    theme().apply("system", 100)
    assert theme().mode == "system"
    assert theme().tokens.mode == ("dark" if dark else "light")


def test_a_palette_dims_what_is_switched_off() -> None:
    look = tokens_for("light", 100)
    dimmed = palette_for(look).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert dimmed == QColor(look.faint)


def test_a_role_given_to_a_shown_widget_shows_at_once(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    plain = label.fontInfo().pixelSize()
    set_role(label, "title")
    assert label.fontInfo().pixelSize() > plain
    set_tone(label, "danger")
    assert label.palette().color(label.foregroundRole()) == QColor(theme().tokens.danger)


def test_the_bundled_fonts_load_and_carry_their_licence(qtbot: QtBot) -> None:
    families = fonts.load_fonts()
    assert set(families) == {*fonts.FAMILIES, fonts.MONOSPACE, fonts.NASTALIQ}
    folder = indicators.folder().parent / "fonts"
    notice = (folder / "NOTICE").read_text(encoding="utf-8")
    shipped = sorted(folder.glob("*.ttf"))
    assert all(font.name in notice for font in shipped)
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert sum(font.stat().st_size for font in shipped) < 3_500_000


@pytest.mark.parametrize("language", SAMPLES)
def test_every_script_has_its_letters_in_a_bundled_font(qtbot: QtBot, language: str) -> None:
    fonts.load_fonts()
    raw = [_raw(family) for family in fonts.families_for(language)]
    for letter in SAMPLES[language].replace(" ", ""):
        assert any(font.supportsCharacter(ord(letter)) for font in raw), letter


def _raw(family: str) -> QRawFont:
    font = QFont(family)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return QRawFont.fromFont(font)


def test_only_urdu_is_written_in_nastaliq() -> None:
    assert fonts.script_for("ur") == fonts.script_for("ur-PK") == "nastaliq"
    assert fonts.script_for("ar") == fonts.script_for("") == ""
    assert fonts.families_for("ur")[0] == fonts.NASTALIQ
    assert fonts.NASTALIQ not in fonts.families_for("fa")


@pytest.mark.parametrize("ratio_of_screen", [1.0, 1.5, 2.0])
def test_icons_are_sharp_on_every_screen(qtbot: QtBot, ratio_of_screen: float) -> None:
    side = theme().tokens.icon
    for name in icons.names():
        pixmap = icons.icon(name).pixmap(QSize(side, side), ratio_of_screen)
        assert pixmap.width() == round(side * ratio_of_screen), name


def test_icons_have_the_colour_of_their_token(qtbot: QtBot) -> None:
    theme().apply("dark", 150)
    drawn = icons.icon("plus", "danger")
    assert _middle(drawn, QIcon.Mode.Normal) == QColor(theme().tokens.danger).name()
    assert _middle(drawn, QIcon.Mode.Disabled) == QColor(theme().tokens.faint).name()


def _middle(icon: QIcon, mode: QIcon.Mode) -> str:
    """The colour in the middle, whatever its opacity."""
    side = theme().tokens.icon
    return icon.pixmap(side, side, mode).toImage().pixelColor(side // 2, side // 2).name()


def test_an_icon_that_does_not_exist_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_pointing_icons_turn_with_the_direction_and_others_do_not(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    for name, turns in (("next", True), ("lock", False), ("send", True), ("check", False)):
        icons.bind_icon(button, name)
        before = button.icon().pixmap(20, 20).toImage()
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        after = button.icon().pixmap(20, 20).toImage()
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        assert after == (before.flipped(Qt.Orientation.Horizontal) if turns else before), name
        assert turns == (after != before)


def test_a_bound_icon_follows_the_theme_and_dies_with_its_widget(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.bind_icon(button, "plus", "ink")
    theme().apply("contrast", 100)
    assert _middle(button.icon(), QIcon.Mode.Normal) == "#ffffff"
    icons.bind_icon(button, "plus", "accent")
    assert len(button.children()) == 1
    button.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme().apply("light", 100)  # would reach into a deleted button


def test_tokens_are_values() -> None:
    assert tokens_for("light", 100) is tokens_for("light", 100)
    with pytest.raises(AttributeError):
        tokens_for("light", 100).touch = 10  # type: ignore[misc]
    assert isinstance(tokens_for("dark", 150), Tokens)
